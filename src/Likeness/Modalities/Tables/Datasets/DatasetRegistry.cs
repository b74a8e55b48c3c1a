namespace Likeness.Modalities.Tables.Datasets;

/// <summary>All datasets of the library: every class that carries a <see cref="DatasetAttribute"/>. Nothing is listed by hand.</summary>
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

    /// <summary>The dataset of that name.</summary>
    /// <exception cref="LikenessException">There is none; the nearest name is suggested.</exception>
    public static DatasetEntry Find(string name) =>
        Registered.Find(All, entry => entry.Name, name, "no dataset of Likeness", ", or give files");
}
