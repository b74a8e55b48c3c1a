using Likeness.Compute.Compilation;
using Likeness.Compute.Gradients;
using Likeness.Compute.Graph;
using Likeness.Nn;
using Likeness.Nn.Optimisers;

namespace InMemory;

/// <summary>Tensors without models, as the package readme of Likeness.Compute shows them.</summary>
internal static class TensorExamples
{
    public static void Run()
    {
        #region tensors
        using var weights = new Parameter("weights", [3]);
        var x = Tensor.Input("x", [2, 3]);
        var loss = ((x * weights).Sum([1]) - 1).Square().Mean();
        var gradient = Gradient.Compute(loss, weights)[0];

        // One step of gradient descent is one compiled graph.
        using var step = CompiledGraph.Compile([loss], [new Assignment(weights, weights - (gradient * 0.02f))]);
        step.Write(x, [1, 2, 3, 4, 5, 6]);
        for (int i = 0; i < 10; i++)
        {
            step.Run();
        }

        Console.WriteLine($"loss {step.ReadScalar(loss):0.000}");
        #endregion

        FindNaN();
        TrainNetwork();
    }

    private static void TrainNetwork()
    {
        #region optimiser
        float[] points = [.. Enumerable.Range(0, 64).Select(i => (i / 32f) - 1)];
        float[] values = Array.ConvertAll(points, point => MathF.Sin(3 * point));

        using var parameters = new ParameterSet();
        var network = new Mlp(new ParameterScope(parameters, seed: 1), 1, 32, 1); // linear, ReLU, linear
        var x = Tensor.Input("x", [64, 1]);
        var y = Tensor.Input("y", [64, 1]);
        var loss = (network.Apply(x) - y).Square().Mean();

        using var adam = new Adam(parameters.Trained);
        using var step = CompiledGraph.Compile([loss], adam.Minimise(loss));
        for (int i = 0; i < 500; i++)
        {
            step.Write(x, points);
            step.Write(y, values);
            adam.Step(step, learningRate: 0.01);
        }

        Console.WriteLine($"mean squared error {step.ReadScalar(loss):0.000}");
        #endregion
    }

    private static void FindNaN()
    {
        #region debug
        var x = Tensor.Input("x", [2, 2]);
        var entropy = -(x * x.Log()).Sum();
        using var graph = CompiledGraph.Compile([entropy], options: new CompiledGraphOptions { Debug = true });
        graph.Write(x, [0.25f, 0.5f, 0.25f, 0]);
        try
        {
            graph.Run();
        }
        catch (NotANumberException error)
        {
            Console.WriteLine(error.Message); // the first NaN is in multiply[2, 2] at [1, 1], …
        }
        #endregion
    }
}
