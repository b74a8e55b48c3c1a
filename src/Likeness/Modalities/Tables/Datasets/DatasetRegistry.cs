namespace Likeness.Modalities.Tables.Datasets;

/// <summary>All embedded datasets of tables: every class with a <see cref="DatasetAttribute"/>.</summary>
public static class DatasetRegistry
{
    /// <summary>The datasets, by name.</summary>
    public static IReadOnlyList<DatasetEntry> All { get; } =
    [
        .. Registered
            .In<DatasetAttribute>(typeof(DatasetRegistry).Assembly)
            .Select(found => new DatasetEntry(found.Attribute, found.Type))
            .OrderBy(entry => entry.Name, StringComparer.Ordinal),
    ];

    /// <summary>A dataset by its name.</summary>
    /// <exception cref="LikenessException">There is none; the nearest name is suggested.</exception>
    public static DatasetEntry Find(string name) =>
        Registered.Find(All, entry => entry.Name, name, "not a dataset of Likeness", ", or give files");
}
