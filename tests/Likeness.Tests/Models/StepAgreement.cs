using Likeness.Compute.Compilation;
using Likeness.Compute.Cpu;
using Likeness.Compute.Gradients;
using Likeness.Compute.Graph;
using Likeness.Models;
using Likeness.Nn.Optimisers;
using Likeness.Training;

namespace Likeness.Tests.Models;

/// <summary>Compares a model's loss, gradients and first Adam step with PyTorch's.</summary>
internal static class StepAgreement
{
    private const double Relative = 1e-5;
    private const double Rate = 1e-3;
    private const double Flat = 1e-7;

    /// <summary>Compares on every instruction set, each time from the same weights.</summary>
    public static void Check(GenerativeModel model, Func<Tensor, Tensor> loss, float[] rows, GoldenStep golden)
    {
        float[][] weights = [.. model.Parameters.Trained.Select(parameter => parameter.Values.ToArray())];
        foreach (var set in Enum.GetValues<InstructionSet>().Where(Isa.IsSupported))
        {
            for (int i = 0; i < weights.Length; i++)
            {
                weights[i].CopyTo(model.Parameters.Trained[i].Values);
            }

            Check(model, loss, rows, golden, new CompiledGraphOptions(Instructions: set));
        }
    }

    private static void Check(
        GenerativeModel model,
        Func<Tensor, Tensor> loss,
        float[] rows,
        GoldenStep golden,
        CompiledGraphOptions options
    )
    {
        Shape batch = [rows.Length / model.Dimensions, model.Dimensions];
        var input = Tensor.Input("rows", batch);
        var gradients = Gradient.Compute(
            loss(input),
            [.. model.Parameters.Trained.Select(parameter => parameter.Tensor)]
        );
        using (var graph = CompiledGraph.Compile(gradients, null, options))
        {
            graph.Write(input, rows);
            graph.Run();
            var found = new float[model.Parameters.Elements];
            int place = 0;
            foreach (var gradient in gradients)
            {
                graph.Read(gradient, found.AsSpan(place, gradient.Shape.Count));
                place += gradient.Shape.Count;
            }

            Compare(model, options.Instructions, Deterministic.Unpack(golden.Gradient), found);
        }

        using var adam = new Adam(model.Parameters.Trained);
        using var step = new TrainingStep(
            new Objective("golden", (rows, _) => loss(rows), model.Parameters.Trained),
            adam,
            average: null,
            batch,
            clipNorm: 0,
            options
        );
        double found1 = step.Take(rows, learningRate: Rate, step: 0);
        Assert.Equal(golden.Loss, found1, Relative * Math.Abs(golden.Loss));
        float[] stepped = [.. model.Parameters.Trained.SelectMany(parameter => parameter.Values.ToArray())];
        Compare(
            model,
            options.Instructions,
            Deterministic.Unpack(golden.Stepped),
            stepped,
            Deterministic.Unpack(golden.Gradient)
        );
    }

    /// <summary>
    /// Each number is within 1e-5 of the largest of its own tensor, which is the size of rounding errors of sums. Adam's first step
    /// is the sign of the gradient; if that is zero up to rounding, as for the biases of keys, which softmax cancels, either sign
    /// is accepted.
    /// </summary>
    private static void Compare(
        GenerativeModel model,
        InstructionSet? set,
        float[] expected,
        float[] actual,
        float[]? gradient = null
    )
    {
        Assert.Equal(expected.Length, actual.Length);
        int place = 0;
        foreach (var parameter in model.Parameters.Trained)
        {
            int count = parameter.Shape.Count;
            double largest = expected.AsSpan(place, count).ToArray().Max(Math.Abs);
            double steepest = gradient?.AsSpan(place, count).ToArray().Max(Math.Abs) ?? 0;
            for (int i = place; i < place + count; i++)
            {
                bool isFlat = gradient is not null && Math.Abs(gradient[i]) <= Flat * steepest;
                if (!(Math.Abs(expected[i] - actual[i]) <= (Relative * largest) + (isFlat ? 2 * Rate : 0)))
                {
                    Assert.Fail(
                        $"{parameter.Name}[{i - place}]: expected {expected[i]:G9}, found {actual[i]:G9}, largest {largest:G4}, {set}"
                    );
                }
            }

            place += count;
        }
    }
}
