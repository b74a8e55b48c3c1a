using Likeness.Interop;
using Likeness.Modalities.Images.Data;

namespace Likeness.Modalities.Images.Datasets;

/// <summary>The layout of MedMNIST's files: arrays {train, val, test}_{images, labels}; images (N, H, W) or (N, H, W, 3).</summary>
internal static class MedMnistFile
{
    private static readonly string[] Parts = ["train", "val", "test"];

    /// <summary>The names of the arrays.</summary>
    public static IEnumerable<string> Names => Parts.SelectMany(part => new[] { $"{part}_images", $"{part}_labels" });

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="label">Converts an array of numbers to labels of so many images.</param>
    /// <exception cref="LikenessException">The file cannot be read, is damaged, lacks an array, or has other contents.</exception>
    public static ImageSplits Read(string path, Func<ByteArray, int, IReadOnlyList<ImageLabel>> label)
    {
        var sets = ArrayFile.Read(
            path,
            "MedMNIST file",
            stream =>
            {
                using var npz = new NpzFile(stream);
                return Parts
                    .Select(part =>
                    {
                        var images = ImageLayout.FromArray(npz.Read($"{part}_images"), $"{path}, '{part}_images'");
                        var labels = label(npz.Read($"{part}_labels"), images.Count);
                        return new ImageSet(images.Shape, images.Pixels, labels);
                    })
                    .ToArray();
            }
        );
        return sets.All(set => set.Shape == sets[0].Shape)
            ? new ImageSplits(sets[0], sets[1], sets[2])
            : throw new LikenessException(
                $"{path}: the parts have images of different sizes (get a new copy of the file)"
            );
    }
}
