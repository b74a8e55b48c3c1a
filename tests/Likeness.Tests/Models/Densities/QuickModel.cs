using Likeness.Data;
using Likeness.Models;
using Likeness.Models.Autoencoders;
using Likeness.Models.Baselines;
using Likeness.Models.Diffusion;
using Likeness.Models.Tables;
using Likeness.Models.Trees;

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

    /// <summary>The default options with few steps of a sampler, where no test asks how good samples are: the same programs run for each step.</summary>
    public static ModelOptions FewSteps(string name) =>
        FewSteps(ModelRegistry.Find(name, typeof(Table)).DefaultOptions());

    /// <summary>Options with few steps of a sampler.</summary>
    public static ModelOptions FewSteps(ModelOptions options) =>
        options switch
        {
            DiffusionOptions diffusion => diffusion with { Steps = 4, DensitySteps = 4, ImputationSteps = 4 },
            TabDdpmOptions diffusion => diffusion with { NoiseSteps = 10 },
            TabSynOptions diffusion => diffusion with { Steps = 4 },
            _ => options,
        };

    /// <summary>Whether the density needs many evaluations of a network; it is smooth.</summary>
    public static bool IsSlow(string name) =>
        ModelRegistry.Find(name, typeof(Table)).ModelType is var type
        && (type.IsAssignableTo(typeof(ProbabilityFlow)) || type.IsAssignableTo(typeof(VariationalAutoencoder)));

    /// <summary>Whether the density is constant between neighbouring training values: an even grid misses the narrow pieces.</summary>
    public static bool IsPiecewise(string name) =>
        ModelRegistry.Find(name, typeof(Table)).ModelType.IsAssignableTo(typeof(SequentialModel));

    /// <summary>The cells of each column of training rows with values between about −4 and 4.</summary>
    public static GridAxis[] Axes(string name, Table train) =>
        [
            .. Enumerable
                .Range(0, train.Width)
                .Select(column =>
                    IsPiecewise(name)
                        ? GridAxis.Between(train.ColumnValues(column).Select(value => (double)(float)value))
                        : new GridAxis(-4, 4, even: IsSlow(name) ? 96 : 480, tail: 12)
                ),
        ];
}
