using Likeness.Data;

namespace Likeness.Modalities.Images.Data;

/// <summary>
/// Reads a folder of PNG and JPEG images: each subfolder is a class, by name; without subfolders the images have no
/// classes. Other files are skipped, except images of unsupported kinds.
/// </summary>
internal static class ImageFolder
{
    private static readonly ClassFolder Pictures = new(
        Readable: [".png", ".jpg", ".jpeg"],
        Refused: [".gif", ".bmp", ".webp", ".tif", ".tiff", ".heic", ".avif", ".jp2", ".ppm", ".pgm"],
        Files: "PNG or JPEG pictures",
        WhyRefused: "pictures of this kind are not read (save it as PNG or JPEG)"
    );

    /// <summary>Reads all images, one at a time, into one array.</summary>
    /// <exception cref="LikenessException">
    /// The folder or a class is empty, an image cannot be read, is of another size, or the total exceeds 1 GiB.
    /// </exception>
    public static ImageSet Read(string folder, ImageResize? resize)
    {
        string[] classes = ClassFolder.Classes(folder);
        var collected = new ImageCollector(resize);
        var labels = new List<int>();
        foreach (var (path, index) in Pictures.List(folder))
        {
            collected.Add(path);
            labels.Add(index);
        }

        ImageLabel[] label = classes.Length == 0 ? [] : [new(Datasets.ClassLabel.Name, classes, [.. labels])];
        var images = collected.ToSet();
        return new ImageSet(images.Shape, images.Pixels, label);
    }
}
