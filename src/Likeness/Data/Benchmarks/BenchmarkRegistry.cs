using System.Reflection;

namespace Likeness.Data.Benchmarks;

/// <summary>All published benchmarks: every class that carries a <see cref="BenchmarkAttribute"/>. Nothing is listed by hand.</summary>
public static class BenchmarkRegistry
{
    /// <summary>The benchmarks, by name.</summary>
    public static IReadOnlyList<BenchmarkEntry> All { get; } =
    [
        .. from type in typeof(BenchmarkRegistry).Assembly.GetTypes()
        let attribute = type.GetCustomAttribute<BenchmarkAttribute>()
        where attribute is not null
        orderby attribute.Name
        select new BenchmarkEntry(attribute, type),
    ];

    /// <summary>The benchmark of that name.</summary>
    /// <exception cref="LikenessException">There is none; the nearest name is suggested.</exception>
    public static BenchmarkEntry Find(string name)
    {
        var names = All.Select(entry => entry.Name);
        return All.FirstOrDefault(entry => entry.Name == name)
            ?? throw new LikenessException(
                NearestName.To(name, names) is { } nearest
                    ? $"'{name}' is no benchmark that Likeness knows (did you mean {nearest}?)"
                    : $"'{name}' is no benchmark that Likeness knows (choose from {string.Join(", ", names)})"
            );
    }
}
