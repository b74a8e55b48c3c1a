using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using Likeness.Evaluation;
using Likeness.Modalities.Tables.Datasets;
using Likeness.Models;

namespace Likeness.Modalities;

/// <summary>Registers what another assembly adds: models, metrics, datasets of tables and kinds of data.</summary>
public static class Extensions
{
    /// <summary>
    /// Registers every class of an assembly with <see cref="ModelAttribute"/> or <see cref="DatasetAttribute"/>, every <see cref="IMetric"/> and every
    /// <see cref="Modality{T}"/>. Repeated registration has no effect.
    /// </summary>
    /// <param name="assembly">The assembly.</param>
    /// <exception cref="LikenessException">It has none of them, or one under a name that is taken.</exception>
    [RequiresUnreferencedCode(Trimming.Added)]
    public static void Add(Assembly assembly)
    {
        ModalityRegistry.Add(assembly);
        DatasetRegistry.Add(assembly);
        MetricRegistry.Add(assembly);
        if (Registered.In<ModelAttribute>(assembly).Any())
        {
            ModelRegistry.Add(assembly);
        }
        else if (!IsExtended(assembly))
        {
            throw new LikenessException(
                $"{assembly.GetName().Name} has no models, metrics, datasets or kinds of data (docs/adding-a-model.md shows how to write one)"
            );
        }
    }

    private static bool IsExtended(Assembly assembly) =>
        Registered.In<DatasetAttribute>(assembly).Any()
        || MetricRegistry.All.Any(one => one.GetType().Assembly == assembly)
        || ModalityRegistry.All.Any(one => one.GetType().Assembly == assembly);
}
