using Likeness.Compute.Graph;
using Likeness.Models;
using Likeness.Nn;

namespace Likeness.Training;

/// <summary>All that a training carries from epoch to epoch: what a checkpoint keeps, and a roll-back restores.</summary>
internal sealed class TrainingState : IDisposable
{
    /// <summary>The state before the first step.</summary>
    /// <param name="entry">The model's registration.</param>
    /// <param name="options">Its options.</param>
    /// <param name="space">What is known of a row.</param>
    /// <param name="seed">The run's seed; null leaves all at zero, to be filled from a checkpoint.</param>
    /// <exception cref="LikenessException">An option is out of its range.</exception>
    public TrainingState(ModelEntry entry, ModelOptions options, ModelSpace space, ulong? seed)
    {
        Model = entry.Create(options, space, seed);
        Optimisers = [.. Model.Objectives.Select(objective => Optimiser.Create(options, objective.Parameters))];
        Averaged = options.Averaging > 0 ? entry.Create(options, space, seed: null) : null;
        if (seed is not null)
        {
            Averaged?.Parameters.CopyFrom(Model.Parameters);
        }

        Best = entry.Create(options, space, seed: null);
    }

    /// <summary>Fills the weights of a state that began at zero with first values.</summary>
    /// <param name="entry">The model's registration.</param>
    /// <param name="options">The options that the state was made with.</param>
    /// <param name="seed">The run's seed.</param>
    public void Initialise(ModelEntry entry, ModelOptions options, ulong seed)
    {
        using var first = entry.Create(options, Model.Space, seed);
        Model.Parameters.CopyFrom(first.Parameters);
        Averaged?.Parameters.CopyFrom(first.Parameters);
    }

    /// <summary>Bytes of all arrays, and of the copy of them that a training keeps to go back to.</summary>
    public double Bytes
    {
        get
        {
            double copied =
                Size(Model.Parameters)
                + (Averaged is null ? 0 : Size(Averaged.Parameters))
                + Optimisers.Sum(optimiser => optimiser.State.Sum(state => Size(state.Arrays)));
            return (2 * copied) + Size(Best.Parameters);

            static double Size(ParameterSet arrays) => arrays.Sum(array => (double)array.Shape.Count) * sizeof(float);
        }
    }

    /// <summary>The model whose weights are trained.</summary>
    public GenerativeModel Model { get; }

    /// <summary>The same model under the averaged weights; null where none are averaged.</summary>
    public GenerativeModel? Averaged { get; }

    /// <summary>The same model under the weights that did best on validation rows; zero until there are any.</summary>
    public GenerativeModel Best { get; }

    /// <summary>The optimiser of each objective.</summary>
    public IReadOnlyList<Optimiser> Optimisers { get; }

    /// <summary>The model that is judged and drawn from: under averaged weights where there are any.</summary>
    public GenerativeModel Evaluated => Averaged ?? Model;

    /// <summary>The model to draw from in the end: the best one, or without validation rows the judged one.</summary>
    public GenerativeModel Chosen => BestEpoch is null ? Evaluated : Best;

    /// <summary>The models that may be drawn from in the end, each with weights of its own.</summary>
    public IEnumerable<GenerativeModel> Models =>
        new[] { Model, Averaged, BestEpoch is null ? null : Best }.OfType<GenerativeModel>();

    /// <summary>The losses of the epochs done.</summary>
    public List<EpochLoss> History { get; } = [];

    /// <summary>Epochs done.</summary>
    public int Epoch => History.Count;

    /// <summary>The epoch whose weights did best on validation rows; null before there was any.</summary>
    public int? BestEpoch { get; set; }

    /// <summary>What the step size is multiplied with: less than 1 after a roll-back.</summary>
    public double RateFactor { get; set; } = 1;

    /// <summary>Every array of the state with its key in checkpoints. Best weights stand there only once there are some.</summary>
    public IEnumerable<(string Key, Parameter Array)> Arrays()
    {
        var arrays = Model.Parameters.Select(parameter => (parameter.Name, parameter));
        for (int i = 0; i < Optimisers.Count; i++)
        {
            foreach (var (name, state) in Optimisers[i].State)
            {
                string prefix = $"{Optimisers[i].Name}.{i}.{name}";
                arrays = arrays.Concat(state.Select(array => ($"{prefix}.{array.Name}", array)));
            }
        }

        arrays = arrays.Concat(Averaged?.Parameters.Select(average => ($"average.{average.Name}", average)) ?? []);
        return BestEpoch is null ? arrays : arrays.Concat(Best.Parameters.Select(best => ($"best.{best.Name}", best)));
    }

    /// <summary>Closes an epoch.</summary>
    /// <param name="train">Its mean training loss.</param>
    /// <param name="validation">The loss on validation rows after it; NaN without any.</param>
    public void Complete(double train, double validation)
    {
        double best = BestEpoch is int epoch ? History[epoch - 1].Validation : double.PositiveInfinity;
        History.Add(new EpochLoss(Epoch + 1, train, validation));
        if (validation < best)
        {
            BestEpoch = Epoch;
            Best.Parameters.CopyFrom(Evaluated.Parameters);
        }
    }

    public void Dispose()
    {
        Model.Dispose();
        Averaged?.Dispose();
        Best.Dispose();
        foreach (var optimiser in Optimisers)
        {
            optimiser.Dispose();
        }
    }
}
