using Likeness.Compute.Compilation;
using Likeness.Compute.Graph;
using Likeness.Models;
using Likeness.Nn;

namespace Likeness.Training;

/// <summary>
/// An optimiser. A rule keeps a few arrays for each parameter and expresses their next values and the parameter's as graph nodes,
/// so that the update is part of the compiled step. Values that change from step to step are scalar inputs. Each rule agrees with
/// PyTorch's of the same name up to rounding.
/// </summary>
internal abstract class Optimiser : IDisposable
{
    private readonly IReadOnlyList<Parameter> parameters;
    private readonly (string Name, ParameterSet Arrays)[] state;
    private readonly List<(Tensor Input, Func<double, long, double> Value)> scalars = [];
    private readonly double decay;
    private readonly Tensor? shrink;
    private Func<Parameter, bool> isDecayed = _ => true;

    /// <summary>Creates the state, initially zero.</summary>
    /// <param name="parameters">The trained parameters.</param>
    /// <param name="decay">λ of the weight decay; 0 for none.</param>
    /// <param name="isDecoupled">
    /// Whether the weight decay is decoupled, p − α·λ·p (Loshchilov and Hutter 2019, arXiv:1711.05101), instead of a gradient g +
    /// λ·p.
    /// </param>
    /// <param name="state">The names of the state arrays of each parameter.</param>
    protected Optimiser(
        IReadOnlyList<Parameter> parameters,
        double decay,
        bool isDecoupled,
        params IReadOnlyList<string> state
    )
    {
        (this.parameters, this.decay) = (parameters, decay);
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

    /// <summary>The rule's name in checkpoints.</summary>
    public abstract string Name { get; }

    /// <summary>The state arrays, named by their own and the parameter's names.</summary>
    public IReadOnlyList<(string Name, ParameterSet Arrays)> State => state;

    /// <summary>Creates the optimiser of the options.</summary>
    /// <param name="options">The kind of optimiser and its settings.</param>
    /// <param name="parameters">The trained parameters.</param>
    /// <param name="isDecayed">Whether the weight decay applies to a parameter; null for all.</param>
    public static Optimiser Create(
        ModelOptions options,
        IReadOnlyList<Parameter> parameters,
        Func<Parameter, bool>? isDecayed = null
    )
    {
        var optimiser = Make(options, parameters);
        optimiser.isDecayed = isDecayed ?? (_ => true);
        return optimiser;
    }

    private static Optimiser Make(ModelOptions options, IReadOnlyList<Parameter> parameters) =>
        options.CreateUpdateRule() is { } own
            ? new OwnOptimiser(parameters, options.WeightDecay, own)
            : Known(options, parameters);

    private static Optimiser Known(ModelOptions options, IReadOnlyList<Parameter> parameters) =>
        options.Optimiser switch
        {
            OptimiserKind.Adamw => new Adam(
                parameters,
                options.WeightDecay,
                isDecoupled: true,
                options.Beta1,
                options.Beta2
            ),
            OptimiserKind.Sgd => new Sgd(parameters, options.Momentum, options.Nesterov, options.WeightDecay),
            OptimiserKind.Rmsprop => new RmsProp(parameters, options.WeightDecay),
            OptimiserKind.Lion => new Lion(parameters, options.WeightDecay),
            _ => new Adam(parameters, options.WeightDecay, isDecoupled: false, options.Beta1, options.Beta2),
        };

    /// <summary>The new state and, for each parameter in order, its new value.</summary>
    /// <param name="gradients">One for each parameter.</param>
    public (IReadOnlyList<Assignment> State, IReadOnlyList<Tensor> Values) Update(IReadOnlyList<Tensor> gradients)
    {
        var assignments = new List<Assignment>();
        var values = new List<Tensor>();
        for (int i = 0; i < parameters.Count; i++)
        {
            Tensor p = parameters[i];
            var g = gradients[i];
            if (decay > 0 && isDecayed(parameters[i]))
            {
                (p, g) = shrink is null ? (p, g + ((float)decay * p)) : (p - (shrink * p), g);
            }

            Parameter[] arrays = Array.ConvertAll(state, entry => entry.Arrays[i]);
            var (value, next) = Next(p, g, Array.ConvertAll(arrays, array => array.Tensor));
            values.Add(value);
            assignments.AddRange(arrays.Zip(next, (array, tensor) => new Assignment(array, tensor)));
        }

        return (assignments, values);
    }

    /// <summary>Sets the scalar inputs of a graph for one step.</summary>
    /// <param name="graph">A graph compiled from <see cref="Update"/>.</param>
    /// <param name="learningRate">α of this step.</param>
    /// <param name="step">t, from 1.</param>
    public void Write(CompiledGraph graph, double learningRate, long step)
    {
        foreach (var (input, of) in scalars)
        {
            float value = (float)of(learningRate, step);
            graph.Write(input, new ReadOnlySpan<float>(in value));
        }
    }

    public void Dispose()
    {
        foreach (var (_, arrays) in state)
        {
            arrays.Dispose();
        }
    }

    /// <summary>The next values of a parameter and its state arrays.</summary>
    /// <param name="p">The parameter.</param>
    /// <param name="g">Its gradient.</param>
    /// <param name="state">Its state arrays, in the order of their names.</param>
    protected abstract (Tensor Value, Tensor[] State) Next(Tensor p, Tensor g, Tensor[] state);

    /// <summary>A scalar input, computed in double precision for each step from α and t.</summary>
    protected Tensor Scalar(string name, Func<double, long, double> value)
    {
        var input = Tensor.Input(name, Shape.Scalar);
        scalars.Add((input, value));
        return input;
    }

    /// <summary>A moving average that keeps the fraction <paramref name="kept"/> of its old value.</summary>
    protected static Tensor Average(Tensor average, Tensor next, double kept) =>
        average + ((next - average) * (float)(1 - kept));
}
