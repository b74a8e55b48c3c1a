using Likeness.Compute.Compilation;
using Likeness.Compute.Graph;
using Likeness.Modalities.Images.Data;
using Likeness.Models;
using Likeness.Models.Adaptation;
using Likeness.Models.Diffusion;
using Likeness.Models.Images;

namespace Likeness.Tests.Models.Adaptation;

/// <summary>Tiny diffusion models of images, beside the same ones with an extended network that begins with their weights.</summary>
internal static class ExtendedModels
{
    public static readonly ImageShape Size = new(1, 16, 16);

    private static readonly int[] Channels = [8, 8];

    private static readonly Dictionary<string, DiffusionOptions> All = new()
    {
        ["ddpm"] = ImageDdpmOptions.Small with { Channels = Channels },
        ["flow-matching"] = ImageFlowMatchingOptions.Small with { Channels = Channels, Conditional = true },
        ["score-sde"] = ScoreSdeOptions.Small with { Channels = Channels },
        ["ncsnv2"] = NcsnV2Options.Small with { Channels = Channels, MaxNoise = 6, NoiseLevels = 10, LevelSteps = 2 },
    };

    public static TheoryData<string> Names => [.. All.Keys];

    /// <summary>The transform of a model before it is extended.</summary>
    public static ImageTransform Transform(string name) =>
        new(Size, All[name].Pixels, All[name].Conditional ? ["left", "right"] : [], All[name].Conditional);

    /// <summary>A model without zero arrays, and its extension.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="extend">The options of the extension.</param>
    /// <param name="transform">The transform of its images.</param>
    public static (GenerativeModel Plain, GenerativeModel Extended) Create(
        string name,
        Func<DiffusionOptions, DiffusionOptions> extend,
        ImageTransform transform
    )
    {
        var entry = ModelRegistry.Find(name, typeof(ImageSet));
        var plain = entry.Create(All[name], ModelSpace.Create(Transform(name), 4), seed: 1);
        foreach (var array in plain.Parameters.Where(one => one.Values.IndexOfAnyExcept(0) < 0))
        {
            Deterministic.Numbers(array.Shape.Count, 1, 0.1).CopyTo(array.Values);
        }

        var extended = entry.Create(extend(All[name]), ModelSpace.Create(transform, 4), seed: 2);
        WeightTransfer.Copy(plain, extended);
        return (plain, extended);
    }

    /// <summary>The values of a tensor.</summary>
    public static float[] Values(Tensor tensor)
    {
        using var graph = CompiledGraph.Compile([tensor]);
        graph.Run();
        var values = new float[tensor.Shape.Count];
        graph.Read(tensor, values);
        return values;
    }

    public static void Close(float[] expected, float[] actual, double tolerance = 1e-5)
    {
        Assert.Equal(expected.Length, actual.Length);
        Assert.All(
            expected.Zip(actual),
            pair => Assert.Equal(pair.First, pair.Second, tolerance * (1 + Math.Abs(pair.First)))
        );
    }
}
