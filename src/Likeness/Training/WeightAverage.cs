using Likeness.Compute.Compilation;
using Likeness.Compute.Graph;
using Likeness.Nn;

namespace Likeness.Training;

/// <summary>
/// Exponential moving averages of weights, a ← a + (1 − β)(p − a). Polyak and Juditsky 1992 average the iterates. Early in training
/// β is smaller, min(β, (1 + t)/(10 + t)), so that the first weights are soon forgotten.
/// </summary>
/// <param name="decay">β, in [0, 1).</param>
/// <param name="averages">The averages: the parameters of a second model.</param>
internal sealed class WeightAverage(double decay, ParameterSet averages)
{
    private readonly Tensor fraction = Tensor.Input("average fraction", Shape.Scalar);

    /// <summary>The update of one average.</summary>
    /// <param name="name">The parameter's name.</param>
    /// <param name="value">The parameter's new value.</param>
    public Assignment Update(string name, Tensor value)
    {
        var average = averages[name];
        return new Assignment(average, average.Tensor + (fraction * (value - average.Tensor)));
    }

    /// <summary>Sets the scalar input of a graph for one step.</summary>
    /// <param name="graph">A graph compiled from <see cref="Update"/>.</param>
    /// <param name="step">t, from 1.</param>
    public void Write(CompiledGraph graph, long step)
    {
        float value = (float)(1 - Math.Min(decay, (1.0 + step) / (10 + step)));
        graph.Write(fraction, new ReadOnlySpan<float>(in value));
    }
}
