using System.Reflection;

namespace Likeness.Data.Datasets;

/// <summary>All datasets of the library: every class that carries a <see cref="DatasetAttribute"/>. Nothing is listed by hand.</summary>
public static class DatasetRegistry
{
    /// <summary>The datasets, by name.</summary>
    public static IReadOnlyList<DatasetEntry> All { get; } =
    [
        .. from type in typeof(DatasetRegistry).Assembly.GetTypes()
        let attribute = type.GetCustomAttribute<DatasetAttribute>()
        where attribute is not null
        orderby attribute.Name
        select new DatasetEntry(attribute, type),
    ];

    /// <summary>The dataset of that name.</summary>
    /// <exception cref="LikenessException">There is none; the nearest name is suggested.</exception>
    public static DatasetEntry Find(string name)
    {
        var names = All.Select(entry => entry.Name);
        return All.FirstOrDefault(entry => entry.Name == name)
            ?? throw new LikenessException(
                NearestName.To(name, names) is { } nearest
                    ? $"'{name}' is no dataset of Likeness (did you mean {nearest}?)"
                    : $"'{name}' is no dataset of Likeness (choose from {string.Join(", ", names)}, or give files)"
            );
    }
}
