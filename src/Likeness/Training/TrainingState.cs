using Likeness.Compute.Graph;
using Likeness.Models;
using Likeness.Models.Adaptation;
using Likeness.Nn.Optimisers;

namespace Likeness.Training;

/// <summary>The complete state between steps, which checkpoints store and a roll-back restores.</summary>
internal sealed class TrainingState : IDisposable
{
    private readonly LowRankAdapters? adapters;

    /// <summary>The state before the first step.</summary>
    /// <param name="entry">The model's registration.</param>
    /// <param name="options">Its options.</param>
    /// <param name="space">The properties of a row.</param>
    /// <param name="seed">The run's seed; null initialises to zeros, to be loaded from a checkpoint.</param>
    /// <param name="adapters">The low-rank adapters of the model, which are then all that is trained; null for none.</param>
    /// <exception cref="LikenessException">An option is out of range, or the model cannot have adapters.</exception>
    public TrainingState(
        ModelEntry entry,
        ModelOptions options,
        ModelSpace space,
        ulong? seed,
        LowRankAdapters? adapters = null
    )
    {
        this.adapters = adapters;
        Model = Create(entry, options, space, seed);
        Optimisers =
        [
            .. Model.Objectives.Select(objective =>
            {
                var optimiser = options.CreateOptimiser(objective.Parameters);
                optimiser.IsDecayed = Model.IsDecayed;
                return optimiser;
            }),
        ];
        Averaged = options.Averaging > 0 ? Create(entry, options, space, seed: null) : null;
        if (seed is not null)
        {
            Averaged?.Parameters.CopyFrom(Model.Parameters);
        }

        Best = Create(entry, options, space, seed: null);
    }

    private GenerativeModel Create(ModelEntry entry, ModelOptions options, ModelSpace space, ulong? seed)
    {
        var model = entry.Create(options, space, seed);
        adapters?.AddTo(model, seed);
        return model;
    }

    /// <summary>Fills the weights of a state that began at zero with first values.</summary>
    /// <param name="entry">The model's registration.</param>
    /// <param name="options">The options that the state was made with.</param>
    /// <param name="seed">The run's seed.</param>
    public void Initialise(ModelEntry entry, ModelOptions options, ulong seed)
    {
        using var first = Create(entry, options, Model.Space, seed);
        Model.Parameters.CopyFrom(first.Parameters);
        Averaged?.Parameters.CopyFrom(first.Parameters);
    }

    /// <summary>The trained model.</summary>
    public GenerativeModel Model { get; }

    /// <summary>The same model with averaged weights; null without averaging.</summary>
    public GenerativeModel? Averaged { get; }

    /// <summary>The same model with the weights of the lowest validation loss; zero until there are any.</summary>
    public GenerativeModel Best { get; }

    /// <summary>The optimiser of each objective.</summary>
    public IReadOnlyList<Optimiser> Optimisers { get; }

    /// <summary>The model for evaluation and sampling: with averaged weights, if there are any.</summary>
    public GenerativeModel Evaluated => Averaged ?? Model;

    /// <summary>The final model for sampling: the best one, or without validation rows the current one.</summary>
    public GenerativeModel Chosen => BestPoint is null ? Evaluated : Best;

    /// <summary>The candidates for the final model, each with weights of its own.</summary>
    public IEnumerable<GenerativeModel> Models =>
        new[] { Model, Averaged, BestPoint is null ? null : Best }.OfType<GenerativeModel>();

    /// <summary>The losses at the points where the validation rows were evaluated, in order.</summary>
    public List<EpochLoss> History { get; } = [];

    /// <summary>Completed steps.</summary>
    public long Step { get; set; }

    /// <summary>Steps in an epoch; 0 until a trainer sets it, and for a model that is fitted at once.</summary>
    public int StepsPerEpoch { get; set; }

    /// <summary>Completed epochs.</summary>
    public int Epoch => StepsPerEpoch > 0 ? (int)(Step / StepsPerEpoch) : History.Count;

    /// <summary>The sum of the losses of the rows since the last point of the history.</summary>
    public double LossSum { get; set; }

    /// <summary>The number of these rows.</summary>
    public long LossRows { get; set; }

    /// <summary>The number of the point of the history, from 1, with the lowest validation loss; null if there is none.</summary>
    public int? BestPoint { get; set; }

    /// <summary>The losses at that point.</summary>
    public EpochLoss? BestLoss => BestPoint is int best ? History[best - 1] : null;

    /// <summary>The factor of the learning rate: less than 1 after a roll-back.</summary>
    public double RateFactor { get; set; } = 1;

    /// <summary>Every array of the state with its key in checkpoints. Best weights are included once they exist.</summary>
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
        return BestPoint is null ? arrays : arrays.Concat(Best.Parameters.Select(best => ($"best.{best.Name}", best)));
    }

    /// <summary>Adds a point to the history: the steps since the one before are complete.</summary>
    /// <param name="train">Their mean training loss.</param>
    /// <param name="validation">The validation loss after them; NaN without validation rows.</param>
    public void Complete(double train, double validation)
    {
        double best = BestLoss?.Validation ?? double.PositiveInfinity;
        int epoch = StepsPerEpoch > 0 ? (int)((Step + StepsPerEpoch - 1) / StepsPerEpoch) : History.Count + 1;
        History.Add(new EpochLoss(epoch, train, validation) { Step = Step });
        (LossSum, LossRows) = (0, 0);
        if (validation < best)
        {
            BestPoint = History.Count;
            Best.CopyFrom(Evaluated);
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
