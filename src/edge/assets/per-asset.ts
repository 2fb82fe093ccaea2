import type { OpenAsset } from "../../control/assets/assets.ts";

type Knowledge = OpenAsset["knowledge"];
type Definition = OpenAsset["definition"];

/** Remembers what depends on an asset's definition and knowledge alone, for as long as both are in use. */
export class PerAsset<Made> {
  readonly #make: (asset: OpenAsset) => Made;
  readonly #known = new WeakMap<Knowledge, WeakMap<Definition, Made>>();

  constructor(make: (asset: OpenAsset) => Made) {
    this.#make = make;
  }

  of(asset: OpenAsset): Made {
    const { knowledge, definition } = asset;
    let ofKnowledge = this.#known.get(knowledge);
    if (ofKnowledge === undefined) {
      ofKnowledge = new WeakMap();
      this.#known.set(knowledge, ofKnowledge);
    }
    const known = ofKnowledge.get(definition);
    if (known !== undefined) return known;
    const made = this.#make(asset);
    ofKnowledge.set(definition, made);
    return made;
  }
}
