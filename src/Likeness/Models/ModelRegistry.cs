using System.Diagnostics.CodeAnalysis;
using System.Reflection;

namespace Likeness.Models;

/// <summary>
/// All models: every class that carries a <see cref="ModelAttribute"/>, of the library and of assemblies that were added. There is no list by hand.
/// </summary>
public static class ModelRegistry
{
    private const string NoModel = "not a model of Likeness";

    private static readonly Lock Adding = new();

    /// <summary>The models, by name and kind of data.</summary>
    public static IReadOnlyList<ModelEntry> All { get; private set; } = [.. ModelsOf(typeof(ModelRegistry).Assembly)];

    /// <summary>Registers the models of another assembly, too. One that was added before adds nothing.</summary>
    /// <param name="assembly">The assembly.</param>
    /// <exception cref="LikenessException">It has no models, or one under a name that is taken.</exception>
    [RequiresUnreferencedCode(Trimming.Added)]
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

            // The same name for another kind of data is not taken.
            Registered.RequireNew(
                assembly,
                "a model",
                added.Where(entry => All.Any(other => Key(other) == Key(entry))).Select(entry => entry.Name),
                All.Select(entry => entry.Name)
            );
            All =
            [
                .. All.Concat(added)
                    .OrderBy(entry => entry.Name, StringComparer.Ordinal)
                    .ThenBy(entry => entry.Learns.Name, StringComparer.Ordinal),
            ];
        }
    }

    /// <summary>The models that learn examples of a type, by name.</summary>
    /// <param name="examples">The type, such as <c>typeof(Table)</c>.</param>
    public static IReadOnlyList<ModelEntry> Learning(Type examples) =>
        [.. All.Where(entry => entry.Learns == examples)];

    /// <summary>The models of that name, of every kind of data.</summary>
    /// <exception cref="LikenessException">There is none; the nearest name is suggested.</exception>
    public static IReadOnlyList<ModelEntry> Named(string name)
    {
        string found = Registered.Find(All, entry => entry.Name, name, NoModel).Name;
        return [.. All.Where(entry => entry.Name == found)];
    }

    /// <summary>The model of that name that learns examples of a type.</summary>
    /// <param name="name">The name.</param>
    /// <param name="examples">The type, such as <c>typeof(Table)</c>.</param>
    /// <exception cref="LikenessException">There is none.</exception>
    public static ModelEntry Find(string name, Type examples)
    {
        var learning = Learning(examples);
        return All.Any(entry => entry.Name == name) && !learning.Any(entry => entry.Name == name)
            ? throw new LikenessException(
                $"{name} does not learn such data (choose from {string.Join(", ", learning.Select(entry => entry.Name))})"
            )
            : Registered.Find(learning, entry => entry.Name, name, NoModel);
    }

    private static IEnumerable<ModelEntry> ModelsOf(Assembly assembly) =>
        Registered
            .In<ModelAttribute>(assembly)
            .Select(found => new ModelEntry(found.Attribute, found.Type))
            .OrderBy(entry => entry.Name, StringComparer.Ordinal)
            .ThenBy(entry => entry.Learns.Name, StringComparer.Ordinal);

    private static (string Name, Type Learns) Key(ModelEntry entry) => (entry.Name, entry.Learns);
}
