using System.Runtime.InteropServices;
using Likeness.Compute.Compilation;
using Likeness.Compute.Cpu;
using Likeness.Compute.Gradients;
using Likeness.Compute.Graph;
using CompiledGraph = Likeness.Compute.Compilation.CompiledGraph;

namespace Likeness.Compute.Tests.Compilation;

/// <summary>A network with noise and odd sizes, trained by gradient descent with momentum.</summary>
internal sealed class SmallNetwork : IDisposable
{
    private readonly List<Parameter> parameters = [];
    private readonly RandomValues random = new(11);
    private readonly CompiledGraph graph;
    private readonly Tensor x = Tensor.Input("x", [37, 5]);
    private readonly float[] rows;

    public SmallNetwork(WorkerPool? pool)
    {
        Tensor noisy = x + (0.1f * Tensor.RandomNormal([37, 5], stream: 4));
        Tensor hidden = Layer(Layer(noisy, 5, 130).Relu(), 130, 66).Tanh();
        Tensor loss = (Layer(hidden, 66, 5) - x).Square().Mean() + hidden.LogSumExp(1).Mean();
        Tensor[] gradients = Gradient.Compute(loss, [.. parameters.Select(p => p.Tensor)]);
        var updates = new List<Assignment>();
        foreach ((Parameter parameter, Tensor gradient) in parameters.ToList().Zip(gradients))
        {
            Parameter speed = New(parameter.Shape, 0);
            Tensor faster = (speed.Tensor * 0.9f) + gradient;
            updates.Add(new Assignment(speed, faster));
            updates.Add(new Assignment(parameter, parameter.Tensor - (faster * 0.01f)));
        }

        graph = CompiledGraph.Compile([loss], updates, new CompiledGraphOptions(pool, Seed: 9));
        rows = Array.ConvertAll(random.Uniform(37 * 5), v => (float)v);
    }

    public void Train(int steps)
    {
        for (int i = 0; i < steps; i++)
        {
            graph.Write(x, rows);
            graph.Run();
        }
    }

    public byte[] Bytes() => [.. parameters.SelectMany(p => MemoryMarshal.AsBytes(p.Values).ToArray())];

    public void Dispose()
    {
        graph.Dispose();
        parameters.ForEach(p => p.Dispose());
    }

    private Tensor Layer(Tensor input, int from, int to)
    {
        Parameter weight = New([to, from], 0.3);
        Parameter bias = New([to], 0.1);
        return input.MatMul(weight.Tensor.Transpose()) + bias.Tensor;
    }

    private Parameter New(Shape shape, double bound)
    {
        var parameter = new Parameter($"p{parameters.Count}", shape);
        Array.ConvertAll(random.Uniform(shape.Count, -bound, bound), v => (float)v).CopyTo(parameter.Values);
        parameters.Add(parameter);
        return parameter;
    }
}
