using Likeness.Modalities.Images.Data;

namespace Likeness.Modalities.Images.Datasets;

/// <summary>The number of images in each part of a published dataset.</summary>
/// <param name="Train">The training part.</param>
/// <param name="Validation">The validation part; 0 for none.</param>
/// <param name="Test">The test part; 0 for none.</param>
public readonly record struct ImageCounts(int Train, int Validation, int Test)
{
    /// <summary>Remarks on parts with other numbers of images than published; none if all agree.</summary>
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
