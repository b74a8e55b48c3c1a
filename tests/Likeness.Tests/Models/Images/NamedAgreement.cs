using Likeness.Compute.Compilation;
using Likeness.Compute.Cpu;
using Likeness.Compute.Gradients;
using Likeness.Compute.Graph;
using Likeness.Interop;
using Likeness.Models;
using Likeness.Nn;

namespace Likeness.Tests.Models.Images;

/// <summary>
/// A loss and its gradient with respect to each weight, by name and in the axes of files, as computed by
/// tests/golden/named_weights.py.
/// </summary>
internal record NamedStep(double Loss, Dictionary<string, string> Gradients, string? Density = null);

/// <summary>Compares a model's loss and gradients with PyTorch's, whose weights have the same names.</summary>
internal static class NamedAgreement
{
    private const double Relative = 1e-5;

    // The gradient of a bias that a norm cancels is only rounding error.
    private const double Flat = 2e-7;

    private static InstructionSet[] Sets => [.. Enum.GetValues<InstructionSet>().Where(Isa.IsSupported)];

    /// <summary>Fills each trained weight with the numbers that the scripts use for its name.</summary>
    public static void Fill(ParameterSet parameters)
    {
        foreach (var parameter in parameters.Trained)
        {
            int[] shape = WeightFile.ShapeOf(parameter).ToArray();
            int count = parameter.Shape.Count;
            double bound = shape.Length == 1 ? 0.5 : 1 / Math.Sqrt((double)count / shape[0]);
            float[] numbers = Deterministic.Numbers(count, parameter.Name.Sum(letter => letter), bound);
            WeightFile.Fill(parameter, TensorData.Create<float>(parameter.Name, shape, numbers), "test");
        }
    }

    /// <summary>
    /// Compares each number with a tolerance relative to the largest of its own tensor, which is the size of rounding errors of
    /// sums.
    /// </summary>
    public static void Check(
        GenerativeModel model,
        Func<Tensor, ForwardPass, Tensor> loss,
        float[] rows,
        NamedStep golden,
        double relative = Relative
    )
    {
        Fill(model.Parameters);
        var input = Tensor.Input("rows", [rows.Length / model.Dimensions, model.Dimensions]);
        var found = loss(input, ForwardPass.Training());
        var gradients = Gradient.Compute(found, [.. model.Parameters.Trained.Select(parameter => parameter.Tensor)]);
        foreach (var set in Sets)
        {
            using var graph = CompiledGraph.Compile(
                [found, .. gradients],
                null,
                new CompiledGraphOptions(Instructions: set)
            );
            graph.Write(input, rows);
            graph.Run();
            Assert.Equal(golden.Loss, graph.ReadScalar(found), relative * Math.Abs(golden.Loss));
            foreach (var (parameter, gradient) in model.Parameters.Trained.Zip(gradients))
            {
                float[] expected = golden.Gradients.TryGetValue(parameter.Name, out string? stored)
                    ? Deterministic.Unpack(stored)
                    : new float[parameter.Shape.Count]; // not in this loss
                using var copy = new Parameter(parameter.Name, parameter.Shape)
                {
                    CheckpointAxes = parameter.CheckpointAxes,
                };
                graph.Read(gradient, copy.Values);
                Near($"{set}, {parameter.Name}", expected, WeightFile.ToTensor("", copy).ToSingles(), relative);
            }
        }

        Assert.Empty(golden.Gradients.Keys.Except(model.Parameters.Trained.Select(parameter => parameter.Name)));
    }

    /// <summary>Compares the result of a function of rows.</summary>
    public static void CheckResult(GenerativeModel model, Func<Tensor, Tensor> function, float[] rows, string golden)
    {
        Fill(model.Parameters);
        float[] expected = Deterministic.Unpack(golden);
        foreach (var set in Sets)
        {
            var options = new CompiledGraphOptions(Instructions: set);
            using var batches = new BatchFunction("rows", model.Dimensions, function, options);
            var found = new float[expected.Length];
            batches.Evaluate(rows, found);
            Near($"{set}, result", expected, found, Relative);
        }
    }

    private static void Near(string what, float[] expected, float[] found, double relative)
    {
        Assert.Equal(expected.Length, found.Length);
        double largest = expected.Max(Math.Abs);
        for (int i = 0; i < found.Length; i++)
        {
            if (!(Math.Abs(expected[i] - found[i]) <= (relative * largest) + Flat))
            {
                Assert.Fail($"{what}[{i}]: expected {expected[i]:G9}, found {found[i]:G9}, largest {largest:G4}");
            }
        }
    }
}
