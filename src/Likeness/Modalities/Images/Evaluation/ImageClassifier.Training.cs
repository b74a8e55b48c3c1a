using Likeness.Compute.Compilation;
using Likeness.Compute.Cpu;
using Likeness.Compute.Graph;
using Likeness.Data;
using Likeness.Modalities.Images.Data;
using Likeness.Models;
using Likeness.Nn;
using Likeness.Nn.Optimisers;
using Likeness.Training;

namespace Likeness.Modalities.Images.Evaluation;

/// <content>Training: AdamW on cross-entropy, random shifts, batches converted from bytes on demand.</content>
public sealed partial class ImageClassifier
{
    private const int ReportEvery = 50;
    private const double WarmUp = 0.1;
    private const double Decay = 0.01;

    // A 14th of the side, 2 pixels of 28, does not change a digit's class.
    private const int SidesPerShift = 14;

    /// <summary>Trains a classifier.</summary>
    /// <param name="images">The training images; two or more.</param>
    /// <param name="settings">Seed and length; the defaults where null.</param>
    /// <param name="progress">Called every 50 steps and at the end.</param>
    /// <param name="cancellationToken">Stops between steps.</param>
    /// <exception cref="LikenessException">There are fewer than two images.</exception>
    /// <exception cref="OperationCanceledException">The training was cancelled.</exception>
    public static ImageClassifier Train(
        ImageSet images,
        ImageClassifierSettings? settings = null,
        IProgress<ImageClassifierProgress>? progress = null,
        CancellationToken cancellationToken = default
    )
    {
        if (images.Count < 2)
        {
            throw new LikenessException(
                $"a classifier cannot learn from {images.Count} images (give two or more, and best some thousands)"
            );
        }

        settings ??= new ImageClassifierSettings();
        SettingRanges.Validate(settings);
        var classifier = new ImageClassifier(
            images.Shape,
            ImageQuestion.Create(images),
            settings.Seed,
            settings.Network
        );
        try
        {
            classifier.Learn(images, settings, progress, cancellationToken);
            return classifier;
        }
        catch
        {
            classifier.Dispose();
            throw;
        }
    }

    private void Learn(
        ImageSet images,
        ImageClassifierSettings settings,
        IProgress<ImageClassifierProgress>? progress,
        CancellationToken cancellationToken
    )
    {
        int batch = Math.Min(settings.Batch, images.Count);
        int perEpoch = images.Count / batch;
        int steps = (int)Math.Max(1, Math.Min(settings.Images / batch, (long)settings.MaxEpochs * perEpoch));
        using var workers = new WorkerPool(settings.Threads);
        using var optimiser = new AdamW(parameters.Trained, Decay);
        using var step = new TrainingStep(
            new Objective("cross-entropy", Loss, parameters.Trained),
            optimiser,
            average: null,
            new Shape(batch, Shape.Length + Questions.Count),
            clipNorm: 0,
            new CompiledGraphOptions(workers, RandomUse.Objective.Seed(settings.Seed))
        );
        int[][] answers = [.. Questions.Select(question => question.Answers(images)!)];
        var rows = new float[batch * (Shape.Length + Questions.Count)];
        int[] order = [];
        double sum = 0;
        for (int i = 0; i < steps; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var (epoch, place) = Math.DivRem(i, perEpoch);
            if (place == 0)
            {
                order = RandomUse.Order.Random(settings.Seed, epoch).Permutation(images.Count);
            }

            Fill(images, order.AsSpan(place * batch, batch), answers, RandomUse.Samples.Random(settings.Seed, i), rows);
            double done = i / (double)steps;
            sum += step.Take(rows, settings.LearningRate * Rate(done), i, done);
            if ((i + 1) % ReportEvery == 0 || i + 1 == steps)
            {
                progress?.Report(new ImageClassifierProgress(i + 1, steps, sum / ((i % ReportEvery) + 1)));
                sum = 0;
            }
        }
    }

    private static double Rate(double done) =>
        done < WarmUp ? done / WarmUp : 0.5 * (1 + Math.Cos(Math.PI * (done - WarmUp) / (1 - WarmUp)));

    /// <summary>Cross-entropy summed over the questions. A row holds an image, then the true answers.</summary>
    private Tensor Loss(Tensor rows, ForwardPass pass)
    {
        var scores = network.Score(network.Describe(rows.Slice(1, 0, Shape.Length), pass));
        var loss = Tensor.Constant([], 0);
        int place = Shape.Length;
        foreach (var part in Parts(scores))
        {
            loss += Losses.CrossEntropy(part, rows.Slice(1, place++, 1).Reshape([rows.Shape[0]]));
        }

        return loss;
    }

    private void Fill(ImageSet images, ReadOnlySpan<int> chosen, int[][] answers, PhiloxRandom random, float[] rows)
    {
        int width = Shape.Length + Questions.Count;
        int furthest = Math.Min(Shape.Height, Shape.Width) / SidesPerShift;
        for (int i = 0; i < chosen.Length; i++)
        {
            var row = rows.AsSpan(i * width, width);
            int down = random.NextInt((2 * furthest) + 1) - furthest;
            int right = random.NextInt((2 * furthest) + 1) - furthest;
            int turns = 0;
            for (int question = 0; question < answers.Length; question++)
            {
                var asked = Questions[question];
                int answer = asked.IsRotation ? random.NextInt(asked.Classes.Count) : answers[question][chosen[i]];
                turns = asked.Turns(answer);
                row[Shape.Length + question] = answer;
            }

            ImageRow.Write(images[chosen[i]], Shape, row[..Shape.Length], down, right, turns);
        }
    }
}
