using Likeness.Compute.Cpu;
using Likeness.Modalities.Images;
using Likeness.Modalities.Images.Data;
using Likeness.Models;
using Likeness.Sampling;
using Likeness.Training;

namespace Likeness.Tests.Models.Images;

/// <summary>A model of images trained in memory with its small preset.</summary>
internal sealed class TrainedImages : IDisposable
{
    private readonly WorkerPool pool;

    public TrainedImages(
        string name,
        ImageSet train,
        int epochs,
        ImageSet? validation = null,
        int threads = 1,
        ModelOptions? options = null,
        ulong seed = 1
    )
    {
        var entry = ModelRegistry.Find(name, typeof(ImageSet));
        Options = (options ?? Small(name)) with { Epochs = Math.Max(1, epochs), BatchSize = 32 };
        Transform = new ImageTransform(
            train.Shape,
            Options.Pixels,
            train.Labels.Count > 0 ? train.Labels[0].Classes : [],
            Options.LearnsClass
        );
        State = new TrainingState(entry, Options, ModelSpace.Create(Transform, train.Count), seed);
        pool = new WorkerPool(threads);
        using var trainer = new Trainer(
            State,
            Options,
            new ImageExamples(train, Transform, Options.Flip),
            new ImageExamples(validation ?? train.Take([]), Transform),
            seed,
            pool
        );
        if (epochs > 0)
        {
            trainer.Run(_ => { }, _ => { }, CancellationToken.None);
        }
    }

    public ModelOptions Options { get; }

    public ImageTransform Transform { get; }

    public TrainingState State { get; }

    public GenerativeModel Model => State.Chosen;

    /// <summary>The small preset that every model of images has.</summary>
    public static ModelOptions Small(string name) => ModelRegistry.Find(name, typeof(ImageSet)).Preset("small");

    /// <summary>Rows of model space.</summary>
    public float[] Sample(int count, ulong seed = 5)
    {
        using var sampler = new RowSampler(Model, 16, pool);
        var rows = new List<float>();
        for (int chunk = 0; rows.Count < count * Transform.Width; chunk++)
        {
            rows.AddRange(sampler.Sample(chunk, seed));
        }

        return [.. rows.Take(count * Transform.Width)];
    }

    public float[] Rows(ImageSet images)
    {
        var rows = new float[images.Count * Transform.Width];
        Transform.Forward(images, [.. Enumerable.Range(0, images.Count)], rows);
        return rows;
    }

    public void Dispose()
    {
        State.Dispose();
        pool.Dispose();
    }
}
