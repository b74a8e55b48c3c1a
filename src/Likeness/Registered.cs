using System.Reflection;

namespace Likeness;

/// <summary>Shared code of registries: classes are found by their attribute, and entries by their name.</summary>
internal static class Registered
{
    /// <summary>The classes of an assembly with an attribute, each with the attribute.</summary>
    /// <param name="assembly">The assembly.</param>
    public static IEnumerable<(TAttribute Attribute, Type Type)> In<TAttribute>(Assembly assembly)
        where TAttribute : Attribute =>
        from type in assembly.GetTypes()
        let attribute = type.GetCustomAttribute<TAttribute>()
        where attribute is not null
        select (attribute, type);

    /// <summary>Finds an entry by its name.</summary>
    /// <param name="entries">All entries.</param>
    /// <param name="nameOf">An entry's name.</param>
    /// <param name="name">The name.</param>
    /// <param name="what">The predicate of the error, such as <c>not a model of Likeness</c>.</param>
    /// <param name="otherwise">A further suggestion after the list of names; may be empty.</param>
    /// <exception cref="LikenessException">There is none; the nearest name is suggested.</exception>
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
                : $"'{name}' is {what} (choose from {string.Join(", ", entries.Select(nameOf))}{otherwise})"
        );
}
