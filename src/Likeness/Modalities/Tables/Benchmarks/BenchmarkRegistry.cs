namespace Likeness.Modalities.Tables.Benchmarks;

/// <summary>All published benchmarks: every class with a <see cref="BenchmarkAttribute"/>.</summary>
public static class BenchmarkRegistry
{
    /// <summary>The benchmarks, by name.</summary>
    public static IReadOnlyList<BenchmarkEntry> All { get; } =
    [
        .. Registered
            .In<BenchmarkAttribute>(typeof(BenchmarkRegistry).Assembly)
            .Select(found => new BenchmarkEntry(found.Attribute, found.Type))
            .OrderBy(entry => entry.Name, StringComparer.Ordinal),
    ];

    /// <summary>A benchmark by its name.</summary>
    /// <exception cref="LikenessException">There is none; the nearest name is suggested.</exception>
    public static BenchmarkEntry Find(string name) =>
        Registered.Find(All, entry => entry.Name, name, "not a benchmark of Likeness");
}
