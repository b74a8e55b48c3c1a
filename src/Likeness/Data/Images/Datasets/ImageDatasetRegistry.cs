using System.Reflection;

namespace Likeness.Data.Images.Datasets;

/// <summary>All datasets of images: every class that carries an <see cref="ImageDatasetAttribute"/>. Nothing is listed by hand.</summary>
public static class ImageDatasetRegistry
{
    /// <summary>The datasets, by name.</summary>
    public static IReadOnlyList<ImageDatasetEntry> All { get; } =
    [
        .. from type in typeof(ImageDatasetRegistry).Assembly.GetTypes()
        let attribute = type.GetCustomAttribute<ImageDatasetAttribute>()
        where attribute is not null
        orderby attribute.Name
        select new ImageDatasetEntry(attribute, type),
    ];

    /// <summary>The dataset of that name.</summary>
    /// <exception cref="LikenessException">There is none; the nearest name is suggested.</exception>
    public static ImageDatasetEntry Find(string name)
    {
        var names = All.Select(entry => entry.Name);
        return All.FirstOrDefault(entry => entry.Name == name)
            ?? throw new LikenessException(
                NearestName.To(name, names) is { } nearest
                    ? $"'{name}' is no image dataset of Likeness (did you mean {nearest}?)"
                    : $"'{name}' is no image dataset of Likeness (choose from {string.Join(", ", names)}, or give a folder of images)"
            );
    }
}
