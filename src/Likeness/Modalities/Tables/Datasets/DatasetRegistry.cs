using System.Diagnostics.CodeAnalysis;
using System.Reflection;

namespace Likeness.Modalities.Tables.Datasets;

/// <summary>All embedded datasets of tables: every class with a <see cref="DatasetAttribute"/>, of the library and of registered assemblies.</summary>
public static class DatasetRegistry
{
    private static readonly Lock Adding = new();

    /// <summary>The datasets, by name.</summary>
    public static IReadOnlyList<DatasetEntry> All { get; private set; } = Ordered(In(typeof(DatasetRegistry).Assembly));

    /// <summary>Registers the datasets of another assembly. Repeated registration has no effect.</summary>
    /// <param name="assembly">The assembly; it may have none.</param>
    /// <exception cref="LikenessException">A name is already registered.</exception>
    [RequiresUnreferencedCode(Trimming.Added)]
    public static void Add(Assembly assembly)
    {
        lock (Adding)
        {
            if (All.Any(entry => entry.Assembly == assembly))
            {
                return;
            }

            var added = In(assembly).ToList();
            Registered.RequireNew(assembly, "a dataset", added.Select(one => one.Name), All.Select(one => one.Name));
            All = Ordered([.. All, .. added]);
        }
    }

    /// <summary>A dataset by its name.</summary>
    /// <exception cref="LikenessException">There is none; the nearest name is suggested.</exception>
    public static DatasetEntry Find(string name) =>
        Registered.Find(All, entry => entry.Name, name, "not a dataset of Likeness", ", or give files");

    private static IEnumerable<DatasetEntry> In(Assembly assembly) =>
        Registered.In<DatasetAttribute>(assembly).Select(found => new DatasetEntry(found.Attribute, found.Type));

    private static IReadOnlyList<DatasetEntry> Ordered(IEnumerable<DatasetEntry> entries) =>
        [.. entries.OrderBy(entry => entry.Name, StringComparer.Ordinal)];
}
