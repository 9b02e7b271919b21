/** What `web/regions.mjs` makes of the atlas for the map. */
declare module "*?region" {
  interface Region {
    readonly id: string;
    readonly en: string;
    readonly ko: string;
    /** The outline, and where a name can stand; neither for a country outside the map. */
    readonly path?: string;
    readonly at?: readonly [number, number];
    /** Of a country that can hardly be seen. */
    readonly small?: true;
  }
  const regions: {
    readonly width: number;
    readonly height: number;
    /** The outlines of neighbours that the data do not name. */
    readonly around: readonly string[];
    readonly countries: readonly Region[];
    readonly cities: readonly Region[];
  };
  export default regions;
}
