using System.ComponentModel;
using System.Text;
using Likeness.Data;
using Likeness.Evaluation;
using Likeness.Modalities;
using Likeness.Runs;
using Likeness.Sampling;

namespace BinaryStrings;

/// <summary>What a trained model of binary strings can do: sample.</summary>
/// <param name="model">The model.</param>
public sealed class BitStringModel(TrainedModel model) : ModelView, ISampler<BitStrings>
{
    /// <inheritdoc/>
    public BitStrings Sample(
        int count,
        ulong seed = 0,
        IProgress<TrainingProgress>? progress = null,
        CancellationToken cancellationToken = default
    )
    {
        float[] rows = model.SampleRows(count, seed, cancellationToken);
        return new BitStrings(model.Model.Dimensions, [.. rows.Select(value => value > 0.5f)]);
    }
}

/// <summary>Settings of <see cref="SampleBits"/>.</summary>
public sealed record SampleBitsSettings : TaskSettings
{
    /// <inheritdoc/>
    public override bool TakesData => false;

    /// <summary>How many strings.</summary>
    [OptionName("-n")]
    [Description("how many examples to sample")]
    public int Count { get; init; } = 10;
}

/// <summary><c>likeness sample RUN -n 10</c>.</summary>
public sealed class SampleBits : ModelTask<SampleBitsSettings>
{
    /// <inheritdoc/>
    public override string Command => TaskCommand.Sample.Name;

    /// <inheritdoc/>
    public override string OutputHelp => "a .bits file [default: standard output]";

    /// <inheritdoc/>
    public override void CheckOutput(string? output) { }

    /// <inheritdoc/>
    protected override TaskResult Run(TrainedModel model, SampleBitsSettings settings, TaskContext context)
    {
        var strings = model.Sample<BitStrings>(
            settings.Count,
            settings.Seed,
            context.Progress,
            context.CancellationToken
        );
        byte[] text = Encoding.UTF8.GetBytes(string.Join('\n', strings.Lines) + "\n");
        if (context.Output is { } path)
        {
            AtomicFile.Write(path, stream => stream.Write(text));
        }
        else if (context.OpenStandardOutput is { } open)
        {
            using var stream = open();
            stream.Write(text);
        }

        return new TaskResult { Lines = [$"{strings.Count} strings"], Answer = new { strings.Count, strings.Lines } };
    }
}

/// <summary>Compares strings as rows of bits, by the metrics and the verdict of tables.</summary>
internal static class BitStringEvaluation
{
    public static EvaluationOutcome Compare(
        BitStrings? train,
        BitStrings test,
        BitStrings generated,
        EvaluationRequest settings,
        CancellationToken cancellationToken
    )
    {
        var report = Evaluator.Evaluate(
            Rows(train),
            Rows(test),
            Rows(generated)!,
            new EvaluationSettings { Seed = settings.Seed ?? 0 },
            cancellationToken: cancellationToken
        );
        return new EvaluationOutcome
        {
            Against = report.Against,
            Verdict = report.Verdict,
            Details = report,
            Warnings = report.Warnings,
            Subject = $"{generated.Count} binary strings",
            Sections =
            [
                page => page.Add($"<section><h2>Samples</h2><pre>{string.Join('\n', generated.Lines.Take(20))}</pre></section>"),
            ],
        };
    }

    private static Table? Rows(BitStrings? strings) =>
        strings is null
            ? null
            : new Table(
                [.. Enumerable.Range(1, strings.Length).Select(bit => new Column($"bit{bit}"))],
                [.. strings.Bits.Select(bit => bit ? 1.0 : 0.0)]
            );
}
