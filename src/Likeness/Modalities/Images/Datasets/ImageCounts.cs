using Likeness.Modalities.Images.Data;

namespace Likeness.Modalities.Images.Datasets;

/// <summary>The number of images in each part of a published dataset.</summary>
/// <param name="Train">The training part.</param>
/// <param name="Validation">The validation part; 0 for none.</param>
/// <param name="Test">The test part; 0 for none.</param>
public readonly record struct ImageCounts(int Train, int Validation, int Test)
{
    /// <summary>Remarks on parts with other numbers of images than published; none if all agree.</summary>
    internal IEnumerable<string> Remarks(ImageSplits images) =>
        Remarks(images.Parts().Select(part => (part.Name, part.Images.Count)));

    /// <summary>The same for the names and numbers of parts.</summary>
    internal IEnumerable<string> Remarks(IEnumerable<(string Name, int Count)> parts)
    {
        foreach (var (name, count) in parts)
        {
            int published = name switch
            {
                "train" => Train,
                "validation" => Validation,
                _ => Test,
            };
            if (count != published)
            {
                yield return $"{count} {name} images where the published dataset has {published}";
            }
        }
    }
}
