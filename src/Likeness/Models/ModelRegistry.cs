using System.Reflection;
using Likeness.Data;

namespace Likeness.Models;

/// <summary>
/// All models: every class that carries a <see cref="ModelAttribute"/>, of the library and of assemblies that were added. Nothing is listed by hand.
/// </summary>
public static class ModelRegistry
{
    private static readonly Lock Adding = new();

    /// <summary>The models, by name and kind of data.</summary>
    public static IReadOnlyList<ModelEntry> All { get; private set; } = [.. ModelsOf(typeof(ModelRegistry).Assembly)];

    /// <summary>Registers the models of another assembly, too. One that was added before adds nothing.</summary>
    /// <param name="assembly">The assembly.</param>
    /// <exception cref="LikenessException">It has no models, or one under a name that is taken.</exception>
    public static void Add(Assembly assembly)
    {
        lock (Adding)
        {
            if (All.Any(entry => entry.ModelType.Assembly == assembly))
            {
                return;
            }

            var added = ModelsOf(assembly).ToList();
            if (added.Count == 0)
            {
                throw new LikenessException(
                    $"{assembly.GetName().Name} has no models (a model is a public class with the attribute [Model])"
                );
            }

            if (added.FirstOrDefault(entry => All.Any(other => Key(other) == Key(entry))) is { } twice)
            {
                throw new LikenessException(
                    $"{assembly.GetName().Name} has a model '{twice.Name}', but there is one of that name already (give it another)"
                );
            }

            All =
            [
                .. All.Concat(added).OrderBy(entry => entry.Name, StringComparer.Ordinal).ThenBy(entry => entry.Kind),
            ];
        }
    }

    /// <summary>The models of one kind of data, by name.</summary>
    public static IReadOnlyList<ModelEntry> Of(DataKind kind) => [.. All.Where(entry => entry.Kind == kind)];

    /// <summary>The model of that name.</summary>
    /// <param name="name">The name.</param>
    /// <param name="kind">What it is to learn.</param>
    /// <exception cref="LikenessException">There is none for such data; the nearest name is suggested.</exception>
    public static ModelEntry Find(string name, DataKind kind = DataKind.Points)
    {
        var models = Of(kind);
        if (models.All(entry => entry.Name != name) && All.FirstOrDefault(entry => entry.Name == name) is { } other)
        {
            string others =
                models.Count == 0 ? "" : $", or one of {string.Join(", ", models.Select(entry => entry.Name))}";
            throw new LikenessException(
                $"{name} learns {other.Kind.Plural()}, but the data is {kind.Plural()} (give {other.Kind.Plural()}{others})"
            );
        }

        return Registered.Find(models, entry => entry.Name, name, $"no model of Likeness for {kind.Plural()}");
    }

    private static IEnumerable<ModelEntry> ModelsOf(Assembly assembly) =>
        Registered
            .In<ModelAttribute>(assembly)
            .Select(found => new ModelEntry(found.Attribute, found.Type))
            .OrderBy(entry => entry.Name, StringComparer.Ordinal)
            .ThenBy(entry => entry.Kind);

    private static (string Name, DataKind Kind) Key(ModelEntry entry) => (entry.Name, entry.Kind);
}
