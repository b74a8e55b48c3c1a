using Likeness.Modalities.Images.Data;

namespace Likeness.Modalities.Images.Datasets;

/// <summary>How many images each part of a published dataset has.</summary>
/// <param name="Train">What models learn from.</param>
/// <param name="Validation">What choices are made by; 0 where the makers set none aside.</param>
/// <param name="Test">What models are judged by; 0 where the makers set none aside.</param>
public readonly record struct ImageCounts(int Train, int Validation, int Test)
{
    /// <summary>What to say of images that are not as many as the published ones; nothing where all are there.</summary>
    internal IEnumerable<string> Remarks(ImageSplits images)
    {
        foreach (var (name, set) in images.Parts())
        {
            int published = name switch
            {
                "train" => Train,
                "validation" => Validation,
                _ => Test,
            };
            if (set.Count != published)
            {
                yield return $"{set.Count} {name} images where the published dataset has {published}";
            }
        }
    }
}
