using Likeness.Compute.Compilation;
using Likeness.Compute.Gradients;
using Likeness.Compute.Graph;

namespace Likeness.Nn.Optimisers;

/// <summary>
/// An optimiser of some parameters. It keeps a few arrays for each parameter and expresses their next values and the parameter's as graph nodes, so that
/// the update is part of the compiled step. A class of your own derives from it and computes <see cref="Next"/>; a model's options return it from
/// <see cref="Likeness.Models.ModelOptions.CreateOptimiser"/>. Those of the library agree with PyTorch's of the same name up to rounding.
/// </summary>
/// <example>
/// <code>
/// using var adam = new Adam(parameters.Trained);
/// using var step = CompiledGraph.Compile([loss], adam.Minimise(loss));
/// adam.Step(step, learningRate: 1e-3);
/// </code>
/// </example>
public abstract class Optimiser : IDisposable
{
    private readonly IReadOnlyList<Parameter> parameters;
    private readonly (string Name, ParameterSet Arrays)[] state;
    private readonly List<(Tensor Input, Func<double, long, double> Value)> scalars = [];
    private readonly double decay;
    private readonly Tensor? shrink;

    /// <summary>Creates the state, initially zero.</summary>
    /// <param name="parameters">The trained parameters.</param>
    /// <param name="weightDecay">λ of the weight decay; 0 for none.</param>
    /// <param name="isDecoupled">
    /// Whether the weight decay is decoupled, p − α·λ·p (Loshchilov and Hutter 2019, arXiv:1711.05101), instead of a gradient g +
    /// λ·p.
    /// </param>
    /// <param name="state">The names of the state arrays of each parameter.</param>
    /// <exception cref="ArgumentException">Two parameters have one name.</exception>
    protected Optimiser(
        IReadOnlyList<Parameter> parameters,
        double weightDecay,
        bool isDecoupled,
        params IReadOnlyList<string> state
    )
    {
        (this.parameters, decay) = ([.. parameters], weightDecay);
        this.state = [.. state.Select(name => (name, new ParameterSet()))];
        foreach (var (_, arrays) in this.state)
        {
            foreach (var parameter in parameters)
            {
                arrays.Add(parameter.Name, parameter.Shape);
            }
        }

        shrink = decay > 0 && isDecoupled ? Scalar("shrink", (rate, _) => rate * decay) : null;
    }

    /// <summary>Its name in checkpoints, lower-case.</summary>
    public abstract string Name { get; }

    /// <summary>Whether the weight decay applies to a parameter; set it before <see cref="Minimise"/>. All are decayed by default.</summary>
    public Func<Parameter, bool> IsDecayed { get; set; } = _ => true;

    /// <summary>The state arrays, named by their own and the parameter's names.</summary>
    internal IReadOnlyList<(string Name, ParameterSet Arrays)> State => state;

    /// <summary>The updates of one step that lowers a loss, for <see cref="CompiledGraph.Compile"/>.</summary>
    /// <param name="loss">A tensor of one element, computed from the parameters.</param>
    /// <param name="clipNorm">The largest norm of all gradients together, beyond which they are scaled down; 0 for none.</param>
    /// <returns>Those of the state arrays, then those of the parameters in their order.</returns>
    /// <exception cref="ShapeException">The loss has more than one element.</exception>
    public IReadOnlyList<Assignment> Minimise(Tensor loss, double clipNorm = 0)
    {
        var gradients = Gradient.Compute(loss, [.. parameters.Select(parameter => parameter.Tensor)]);
        return Update(clipNorm > 0 ? GradientClip.ToNorm(gradients, clipNorm) : gradients);
    }

    /// <summary>The updates of one step along given gradients; <see cref="Minimise"/> computes them from a loss.</summary>
    /// <param name="gradients">One for each parameter, of its shape.</param>
    /// <returns>Those of the state arrays, then those of the parameters in their order.</returns>
    /// <exception cref="ArgumentException">There are more or fewer gradients than parameters.</exception>
    public IReadOnlyList<Assignment> Update(IReadOnlyList<Tensor> gradients)
    {
        if (gradients.Count != parameters.Count)
        {
            throw new ArgumentException(
                $"There are {gradients.Count} gradients of {parameters.Count} parameters.",
                nameof(gradients)
            );
        }

        var assignments = new List<Assignment>();
        var values = new List<Assignment>();
        for (int i = 0; i < parameters.Count; i++)
        {
            Tensor p = parameters[i];
            var g = gradients[i];
            if (decay > 0 && IsDecayed(parameters[i]))
            {
                (p, g) = shrink is null ? (p, g + ((float)decay * p)) : (p - (shrink * p), g);
            }

            Parameter[] arrays = Array.ConvertAll(state, entry => entry.Arrays[i]);
            var (value, next) = Next(p, g, Array.ConvertAll(arrays, array => array.Tensor));
            values.Add(new Assignment(parameters[i], value));
            assignments.AddRange(arrays.Zip(next, (array, tensor) => new Assignment(array, tensor)));
        }

        return [.. assignments, .. values];
    }

    /// <summary>Runs a graph once; its parameters take one step.</summary>
    /// <param name="graph">A graph that was compiled with the updates. Its <see cref="CompiledGraph.Step"/> counts the steps of bias corrections.</param>
    /// <param name="learningRate">α of this step.</param>
    /// <inheritdoc cref="CompiledGraph.Run" path="/exception"/>
    public void Step(CompiledGraph graph, double learningRate)
    {
        foreach (var (input, of) in scalars)
        {
            float value = (float)of(learningRate, (long)graph.Step + 1);
            graph.Write(input, new ReadOnlySpan<float>(in value));
        }

        graph.Run();
    }

    /// <summary>Releases the state arrays, not the parameters.</summary>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Releases the state arrays.</summary>
    /// <param name="disposing">Whether <see cref="Dispose()"/> is the caller.</param>
    protected virtual void Dispose(bool disposing)
    {
        foreach (var (_, arrays) in disposing ? state : [])
        {
            arrays.Dispose();
        }
    }

    /// <summary>The next values of a parameter and its state arrays.</summary>
    /// <param name="parameter">The parameter; with decoupled weight decay, after it.</param>
    /// <param name="gradient">Its gradient.</param>
    /// <param name="state">Its state arrays, in the order of their names.</param>
    /// <returns>The parameter's next value, and those of the state arrays in their order.</returns>
    protected abstract (Tensor Parameter, IReadOnlyList<Tensor> State) Next(
        Tensor parameter,
        Tensor gradient,
        IReadOnlyList<Tensor> state
    );

    /// <summary>A scalar that is computed in double precision for each step.</summary>
    /// <param name="name">Its name in listings.</param>
    /// <param name="value">From α and the number of the step, from 1.</param>
    protected Tensor Scalar(string name, Func<double, long, double> value)
    {
        var input = Tensor.Input(name, Shape.Scalar);
        scalars.Add((input, value));
        return input;
    }

    /// <summary>A moving average.</summary>
    /// <param name="average">Its old value.</param>
    /// <param name="next">What is averaged.</param>
    /// <param name="kept">The fraction of the old value that the new one keeps.</param>
    protected static Tensor Average(Tensor average, Tensor next, double kept) =>
        average + ((next - average) * (float)(1 - kept));
}
