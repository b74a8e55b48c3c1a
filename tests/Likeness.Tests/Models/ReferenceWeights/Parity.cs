using System.Globalization;
using System.Text.Json;
using Likeness.Compute.Compilation;
using Likeness.Compute.Graph;
using Likeness.Runs;
using Likeness.Testing;
using Xunit.Abstractions;

namespace Likeness.Tests.Models.ReferenceWeights;

/// <summary>Compares a model with the outputs of a reference implementation, which stand beside its weights.</summary>
internal static class Parity
{
    public const double Tolerance = 1e-5;

    /// <summary>The path of a file of weights; skips the calling test where it is absent.</summary>
    public static string Require(string name) => SharedData.Require($"weights/{name}");

    public static JsonElement Json(string name)
    {
        using var json = JsonDocument.Parse(File.ReadAllText(Require(name)));
        return json.RootElement.Clone();
    }

    /// <summary>All numbers of nested arrays.</summary>
    public static float[] Numbers(JsonElement json) =>
        json.ValueKind == JsonValueKind.Array ? [.. json.EnumerateArray().SelectMany(Numbers)] : [json.GetSingle()];

    public static TrainedModel Import(string weights, string folder, DataSource? data = null) =>
        RunImport.FromFile(
            weights,
            new RunSettings
            {
                Data = data,
                OutputFolder = folder,
                Threads = 1,
            }
        );

    /// <summary>The values of an expression of one input.</summary>
    public static float[] Run(Shape shape, float[] values, Func<Tensor, Tensor> expression)
    {
        var input = Tensor.Input("input", shape);
        var output = expression(input);
        using var graph = CompiledGraph.Compile([output]);
        graph.Write(input, values);
        graph.Run();
        var found = new float[output.Shape.Count];
        graph.Read(output, found);
        return found;
    }

    public static void Equal(
        IReadOnlyList<float> expected,
        IReadOnlyList<float> found,
        string what,
        ITestOutputHelper log
    )
    {
        Assert.Equal(expected.Count, found.Count);
        double largest = expected.Zip(found, (a, b) => Math.Abs((double)a - b)).Max();
        log.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{what}: largest difference {largest:0.0e+0} of {expected.Count} values"
            )
        );
        Assert.True(largest < Tolerance, $"{what} differs by {largest}");
    }
}
