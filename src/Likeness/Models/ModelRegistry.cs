using System.Reflection;

namespace Likeness.Models;

/// <summary>All models of the library: every class that carries a <see cref="ModelAttribute"/>. Nothing is listed by hand.</summary>
public static class ModelRegistry
{
    /// <summary>The models, by name.</summary>
    public static IReadOnlyList<ModelEntry> All { get; } =
    [
        .. from type in typeof(ModelRegistry).Assembly.GetTypes()
        let attribute = type.GetCustomAttribute<ModelAttribute>()
        where attribute is not null
        orderby attribute.Name
        select new ModelEntry(attribute, type),
    ];

    /// <summary>The model of that name.</summary>
    /// <exception cref="LikenessException">There is none; the nearest name is suggested.</exception>
    public static ModelEntry Find(string name) =>
        All.FirstOrDefault(entry => entry.Name == name)
        ?? throw new LikenessException(
            NearestName.To(name, All.Select(entry => entry.Name)) is { } nearest
                ? $"'{name}' is no model of Likeness (did you mean {nearest}?)"
                : $"'{name}' is no model of Likeness (choose from {string.Join(", ", All.Select(entry => entry.Name))})"
        );
}
