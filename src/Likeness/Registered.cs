using System.Reflection;

namespace Likeness;

/// <summary>Lookup in registries: classes are found by an attribute, and entries by name.</summary>
internal static class Registered
{
    /// <summary>The classes of an assembly with an attribute, each with its attribute.</summary>
    /// <param name="assembly">The assembly.</param>
    public static IEnumerable<(TAttribute Attribute, Type Type)> In<TAttribute>(Assembly assembly)
        where TAttribute : Attribute =>
        from type in assembly.GetTypes()
        let attribute = type.GetCustomAttribute<TAttribute>()
        where attribute is not null
        select (attribute, type);

    /// <summary>Refuses names that are taken.</summary>
    /// <param name="assembly">The assembly that is registered.</param>
    /// <param name="what">What has the names, such as <c>a metric</c>.</param>
    /// <param name="added">The names in the assembly.</param>
    /// <param name="known">The registered names.</param>
    /// <exception cref="LikenessException">A name is taken.</exception>
    public static void RequireNew(Assembly assembly, string what, IEnumerable<string> added, IEnumerable<string> known)
    {
        if (added.Intersect(known, StringComparer.Ordinal).FirstOrDefault() is { } twice)
        {
            throw new LikenessException(
                $"{assembly.GetName().Name} has {what} '{twice}', but there is one of that name already (give it another)"
            );
        }
    }

    /// <summary>The entry with a name.</summary>
    /// <param name="entries">All entries.</param>
    /// <param name="nameOf">An entry's name.</param>
    /// <param name="name">The requested name.</param>
    /// <param name="what">What the name is not, such as <c>no model of Likeness</c>.</param>
    /// <param name="otherwise">A hint after the list of names; may be empty.</param>
    /// <exception cref="LikenessException">The name is unknown; the nearest name is suggested.</exception>
    public static T Find<T>(
        IReadOnlyList<T> entries,
        Func<T, string> nameOf,
        string name,
        string what,
        string otherwise = ""
    )
        where T : class =>
        entries.FirstOrDefault(entry => nameOf(entry) == name)
        ?? throw new LikenessException(
            NearestName.To(name, entries.Select(nameOf)) is { } nearest
                ? $"'{name}' is {what} (did you mean {nearest}?)"
                : $"'{name}' is {what} (choose from {string.Join(", ", entries.Select(nameOf).Distinct())}{otherwise})"
        );
}
