using Likeness.Data;

namespace Likeness.Modalities.Images.Data;

/// <summary>
/// Reads a folder of images as <see cref="ImageFolder"/> does; if it contains only subfolders train and test (and val or validation),
/// each of these is read in that way as one part.
/// </summary>
internal static class FolderParts
{
    private static readonly string[] ValidationNames = ["val", "validation"];
    private static readonly string[] Names = ["train", "test", .. ValidationNames];

    /// <summary>Reads the parts, or all images as training data.</summary>
    /// <exception cref="LikenessException">
    /// As in <see cref="ImageFolder.Read"/>; or the parts differ in their classes or in the sizes of their images.
    /// </exception>
    public static ImageSplits Read(string folder, ImageResize? resize)
    {
        string[] there = ClassFolder.Classes(folder);
        if (!there.Contains("train") || there.Except(Names).Any())
        {
            return new ImageSplits(ImageFolder.Read(folder, resize));
        }

        var train = ImageFolder.Read(Path.Combine(folder, "train"), resize);
        return new ImageSplits(
            train,
            Part(ValidationNames.FirstOrDefault(there.Contains)),
            Part(there.FirstOrDefault(name => name == "test"))
        );

        ImageSet? Part(string? name)
        {
            if (name is null)
            {
                return null;
            }

            string path = Path.Combine(folder, name);
            var part = ImageFolder.Read(path, resize);
            string[] other = [.. Classes(part).Except(Classes(train)), .. Classes(train).Except(Classes(part))];
            if (other.Length > 0)
            {
                throw new LikenessException(
                    $"{path}: the class '{other[0]}' is not in both this part and in train (give both the same folders)"
                );
            }

            return part.Shape == train.Shape
                ? part
                : throw new LikenessException(
                    $"{path}: the pictures are {part.Shape} and those of train {train.Shape} (make them one size by --resize, and all grey or all colour)"
                );
        }
    }

    private static IReadOnlyList<string> Classes(ImageSet images) =>
        images.Labels.Count > 0 ? images.Labels[0].Classes : [];
}
