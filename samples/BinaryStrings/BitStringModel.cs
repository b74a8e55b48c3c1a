using System.ComponentModel;
using Likeness.Data;
using Likeness.Modalities;
using Likeness.Runs;

namespace BinaryStrings;

/// <summary>What a trained model of binary strings can do: sample.</summary>
public sealed class BitStringModel(TrainedModel model) : ModelView, ISampler<BitStrings>
{
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

/// <summary>Options of <c>likeness sample</c> for binary strings.</summary>
public sealed record SampleBitsSettings : TaskSettings
{
    public override bool TakesData => false;

    [OptionName("-n")]
    [Description("how many examples to sample")]
    public int Count { get; init; } = 10;
}

/// <summary><c>likeness sample RUN -n 10</c>.</summary>
public sealed class SampleBits : ModelTask<SampleBitsSettings>
{
    public override string Command => TaskCommand.Sample.Name;
    public override string OutputHelp => "a .bits file [default: standard output]";

    public override void CheckOutput(string? output) { }

    protected override TaskResult Run(TrainedModel model, SampleBitsSettings settings, TaskContext context)
    {
        var strings = model.Sample<BitStrings>(settings.Count, settings.Seed, null, context.CancellationToken);
        if (context.Output is { } path)
        {
            AtomicFile.Write(path, stream => stream.Write(strings.ToText()));
        }
        else
        {
            context.OpenStandardOutput?.Invoke().Write(strings.ToText());
        }

        return new TaskResult { Lines = [$"{strings.Count} strings"], Answer = new { strings.Count, strings.Lines } };
    }
}
