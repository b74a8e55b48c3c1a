using System.Reflection;

namespace Likeness;

/// <summary>What registries share: classes are found by the attribute that names them, and entries by their name.</summary>
internal static class Registered
{
    /// <summary>The classes of an assembly that carry an attribute, each with it.</summary>
    /// <param name="assembly">Where to look.</param>
    public static IEnumerable<(TAttribute Attribute, Type Type)> In<TAttribute>(Assembly assembly)
        where TAttribute : Attribute =>
        from type in assembly.GetTypes()
        let attribute = type.GetCustomAttribute<TAttribute>()
        where attribute is not null
        select (attribute, type);

    /// <summary>The entry of a name.</summary>
    /// <param name="entries">All entries.</param>
    /// <param name="nameOf">An entry's name.</param>
    /// <param name="name">The name that is wanted.</param>
    /// <param name="what">What the name is not, such as <c>no model of Likeness</c>.</param>
    /// <param name="otherwise">What else a person can do, after the list of names; may be empty.</param>
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
