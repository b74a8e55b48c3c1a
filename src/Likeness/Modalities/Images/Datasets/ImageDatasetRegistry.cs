namespace Likeness.Modalities.Images.Datasets;

/// <summary>All datasets of images: every class that carries an <see cref="ImageDatasetAttribute"/>. Nothing is listed by hand.</summary>
public static class ImageDatasetRegistry
{
    /// <summary>The datasets, by name.</summary>
    public static IReadOnlyList<ImageDatasetEntry> All { get; } =
    [
        .. Registered
            .In<ImageDatasetAttribute>(typeof(ImageDatasetRegistry).Assembly)
            .Select(found => new ImageDatasetEntry(found.Attribute, found.Type))
            .OrderBy(entry => entry.Name, StringComparer.Ordinal),
    ];

    /// <summary>The dataset of that name.</summary>
    /// <exception cref="LikenessException">There is none; the nearest name is suggested.</exception>
    public static ImageDatasetEntry Find(string name) =>
        Registered.Find(All, entry => entry.Name, name, "no image dataset of Likeness", ", or give a folder of images");
}
