using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Likeness.Models;
using Likeness.Runs;
using Likeness.Sampling.Conditions;

namespace Likeness.Modalities.Tables.Tasks;

/// <summary>Settings of <see cref="SampleTable"/>.</summary>
public sealed record SampleTableSettings : TaskSettings
{
    /// <inheritdoc/>
    public override bool TakesData => false;

    /// <summary>The number of rows.</summary>
    [OptionName("-n")]
    [Description("number of examples to sample")]
    [Range(1, int.MaxValue)]
    public int Count { get; init; } = 1000;

    /// <summary>Whether values stay as the model samples them, off the data's own grid.</summary>
    [Description("keep continuous values instead of rounding to the data's grid")]
    public bool Continuous { get; init; }

    /// <summary>The conditions.</summary>
    [Category("Conditions")]
    [Description("conditions that the rows must fit, such as \"r>0.5, x=0.25, 0.2<y<0.5, education=Bachelors\"")]
    [FormerName("given")]
    public string? Condition { get; init; }

    /// <summary>The method of conditional sampling.</summary>
    [Category("Conditions")]
    [Description(
        "method of conditional sampling: native (the model conditions on the values), importance (proposals weighted by an exact density), rejection (samples that fit are kept) or auto (the best method that the model supports)"
    )]
    public ConditionalMethod Method { get; init; } = new ConditionalSettings().Method;

    /// <summary>For rejection, the tolerance of a condition on a continuous column.</summary>
    [Category("Conditions")]
    [Description("for rejection, the tolerance of values of continuous columns, as a fraction of the column's range")]
    [Range(1e-12, 1.0)]
    public double Tolerance { get; init; } = new ConditionalSettings().Tolerance;

    /// <summary>The maximum number of proposals.</summary>
    [Category("Conditions")]
    [Description(
        "maximum number of proposals [default: 1000 proposals per row, at least 200000; a tenth if trees condition natively]"
    )]
    [Range(1, int.MaxValue)]
    [FormerName("most-draws")]
    public int? MaxSamples { get; init; }
}

/// <summary>Samples rows, with or without conditions.</summary>
internal sealed class SampleTable : ModelTask<SampleTableSettings>
{
    public override string Command => TaskCommand.Sample.Name;

    public override ModelUses Uses => ModelUses.Sampling | ModelUses.Scoring | ModelUses.Imputation;

    public override string OutputHelp => TableOutput.Help;

    public override IReadOnlyList<(string Line, string Meaning)> Examples =>
        [
            ("likeness sample runs/mine -n 5000 --out points.csv", "rows, as a table"),
            ("likeness sample runs/mine -n 5000 --out picture.png", "rows that are pixels, as an image"),
            ("likeness sample runs/mine --condition \"r>0.5, x=0.25\"", "conditional sampling"),
        ];

    public override void CheckOutput(string? output) => TableOutput.Check(output);

    protected override TaskResult Run(TrainedModel model, SampleTableSettings settings, TaskContext context)
    {
        var table = model.As<TableModel>();
        if (settings.Condition is not { } text)
        {
            return TableOutput.Write(
                context,
                table.SampleParts(
                    settings.Count,
                    settings.Seed,
                    settings.Continuous,
                    context.Progress,
                    context.CancellationToken
                )
            );
        }

        using var found = table.SampleConditionalParts(
            settings.Count,
            table.ParseConditions(text),
            new ConditionalSettings
            {
                Method = settings.Method,
                Tolerance = settings.Tolerance,
                MaxSamples = settings.MaxSamples,
            },
            settings.Seed,
            settings.Continuous,
            context.Progress,
            context.CancellationToken
        );
        if (context.Output is { } path)
        {
            TableOutput.Save(context, found.Rows);
            return TableOutput.Written(settings.Count, path, Values(found.Summary), [found.Summary.Text]);
        }

        // Unlike a file, standard output cannot be taken back if too few samples fit.
        var rows = found.Rows.ToTable();
        return TableOutput.Write(context, rows, Values(found.Summary), found.Summary.Text);
    }

    private static object Values(ConditionalSummary found) =>
        new
        {
            found.Method,
            Proposals = found.Samples,
            found.Accepted,
            found.AcceptanceRate,
            found.EffectiveSize,
            Summary = found.Text,
        };
}
