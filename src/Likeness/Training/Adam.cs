using Likeness.Compute.Compilation;
using Likeness.Compute.Graph;
using Likeness.Nn;

namespace Likeness.Training;

/// <summary>
/// Adam: Kingma and Ba 2015, arXiv:1412.6980, Algorithm 1, with β₁ = 0.9, β₂ = 0.999 and ε = 1e-8, to the rounding that of
/// PyTorch. Its state and update are arrays and nodes; the step's number enters by two scalars, as at the end of the paper's §2.
/// </summary>
internal sealed class Adam : IDisposable
{
    private const double Beta1 = 0.9;
    private const double Beta2 = 0.999;
    private const double Epsilon = 1e-8;

    private readonly IReadOnlyList<Parameter> parameters;
    private readonly Tensor rate = Tensor.Input("adam rate", Shape.Scalar);
    private readonly Tensor epsilon = Tensor.Input("adam epsilon", Shape.Scalar);

    /// <summary>Makes the state, which begins at zero.</summary>
    /// <param name="parameters">What is trained.</param>
    public Adam(IReadOnlyList<Parameter> parameters)
    {
        this.parameters = parameters;
        foreach (var parameter in parameters)
        {
            Means.Add(parameter.Name, parameter.Shape);
            Variances.Add(parameter.Name, parameter.Shape);
        }
    }

    /// <summary>m, under the parameters' names.</summary>
    public ParameterSet Means { get; } = new();

    /// <summary>v, under the parameters' names.</summary>
    public ParameterSet Variances { get; } = new();

    /// <summary>The new state and, for each parameter in order, its new value.</summary>
    /// <param name="gradients">One for each parameter.</param>
    public (IReadOnlyList<Assignment> State, IReadOnlyList<Tensor> Values) Update(IReadOnlyList<Tensor> gradients)
    {
        var state = new List<Assignment>();
        var values = new List<Tensor>();
        for (int i = 0; i < parameters.Count; i++)
        {
            var g = gradients[i];
            var m = Means[i].Tensor + ((g - Means[i].Tensor) * (float)(1 - Beta1));
            var v = Variances[i].Tensor + ((g.Square() - Variances[i].Tensor) * (float)(1 - Beta2));
            state.Add(new Assignment(Means[i], m));
            state.Add(new Assignment(Variances[i], v));
            values.Add(parameters[i].Tensor - (rate * (m / (v.Sqrt() + epsilon))));
        }

        return (state, values);
    }

    /// <summary>Sets the scalars of a program for one step.</summary>
    /// <param name="program">A program of <see cref="Update"/>.</param>
    /// <param name="learningRate">α of this step.</param>
    /// <param name="step">t, counted from 1.</param>
    public void Write(Program program, double learningRate, long step)
    {
        double root = Math.Sqrt(1 - Math.Pow(Beta2, step));
        float alpha = (float)(learningRate * root / (1 - Math.Pow(Beta1, step)));
        float hat = (float)(Epsilon * root);
        program.Write(rate, new ReadOnlySpan<float>(in alpha));
        program.Write(epsilon, new ReadOnlySpan<float>(in hat));
    }

    public void Dispose()
    {
        Means.Dispose();
        Variances.Dispose();
    }
}
