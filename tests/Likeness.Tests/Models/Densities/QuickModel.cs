using Likeness.Data;
using Likeness.Models;
using Likeness.Models.Autoencoders;
using Likeness.Models.Baselines;
using Likeness.Models.Diffusion;

namespace Likeness.Tests.Models.Densities;

/// <summary>Options of small models for the property tests of densities.</summary>
internal static class QuickModel
{
    /// <summary>The table models with a density.</summary>
    public static IEnumerable<string> Names =>
        ModelRegistry
            .Learning(typeof(Table))
            .Where(entry => entry.ModelType.IsAssignableTo(typeof(IDensityModel)))
            .Select(entry => entry.Name);

    /// <summary>
    /// Small networks where a density needs many evaluations, and no narrow peaks between neighbouring training values, which an even grid would
    /// miss.
    /// </summary>
    public static ModelOptions Options(string name)
    {
        var options = ModelRegistry.Find(name, typeof(Table)).DefaultOptions() with { BatchSize = 32 };
        return options switch
        {
            DiffusionOptions diffusion => diffusion with { Hidden = 64 },
            CopulaOptions copula => copula with { MaxBins = 8 },
            _ => options,
        };
    }

    /// <summary>Whether the density needs many evaluations of a network; it is smooth.</summary>
    public static bool IsSlow(string name) =>
        ModelRegistry.Find(name, typeof(Table)).ModelType is var type
        && (type.IsAssignableTo(typeof(ProbabilityFlow)) || type.IsAssignableTo(typeof(VariationalAutoencoder)));

    /// <summary>The cells of a column with values between about −4 and 4.</summary>
    public static GridAxis Axis(string name) => new(-4, 4, even: IsSlow(name) ? 96 : 640, tail: 12);
}
