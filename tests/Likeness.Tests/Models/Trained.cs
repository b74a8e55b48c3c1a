using Likeness.Compute.Cpu;
using Likeness.Data;
using Likeness.Data.Transforms;
using Likeness.Modalities.Tables;
using Likeness.Models;
using Likeness.Sampling;
using Likeness.Training;

namespace Likeness.Tests.Models;

/// <summary>A model trained in memory.</summary>
internal sealed class Trained : IDisposable
{
    private readonly WorkerPool pool;

    public Trained(
        string name,
        Table train,
        int epochs,
        Table? validation = null,
        ulong seed = 1,
        int threads = 1,
        DataTransform? fitted = null,
        ModelOptions? options = null
    )
    {
        var entry = ModelRegistry.Find(name, typeof(Table));
        options = (options ?? entry.DefaultOptions()) with { Epochs = Math.Max(1, epochs) };
        Transform = fitted ?? DataTransform.Fit(train, options.ToTransformSettings());
        State = new TrainingState(entry, options, ModelSpace.Create(Transform, train.RowCount), seed);
        pool = new WorkerPool(threads);
        using var trainer = new Trainer(
            State,
            options,
            new TableExamples(train, Transform),
            new TableExamples(validation ?? train.TakeRows([]), Transform),
            seed,
            pool
        );
        if (epochs > 0)
        {
            Outcome = trainer.Run(_ => { }, report => Notes.Add(report.Note), CancellationToken.None);
        }
    }

    public DataTransform Transform { get; }

    public TrainingState State { get; }

    public TrainingOutcome? Outcome { get; }

    public List<string?> Notes { get; } = [];

    public Table Sample(int count, bool continuous = false)
    {
        using var sampler = new Sampler(State.Chosen, Transform, pool);
        return sampler.Sample(count, seed: 5, continuous);
    }

    public void Dispose()
    {
        State.Dispose();
        pool.Dispose();
    }
}
