/** A style that a script imports: the build bundles it under the script's name. */
declare module "*.css";
