namespace Likeness.Modalities.Images.Datasets;

/// <summary>All image datasets: every class with an <see cref="ImageDatasetAttribute"/>.</summary>
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

    /// <summary>A dataset by its name.</summary>
    /// <exception cref="LikenessException">There is none; the nearest name is suggested.</exception>
    public static ImageDatasetEntry Find(string name) =>
        Registered.Find(
            All,
            entry => entry.Name,
            name,
            "not an image dataset of Likeness",
            ", or give a folder of images"
        );
}
