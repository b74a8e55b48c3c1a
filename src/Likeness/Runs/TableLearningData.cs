using System.Text.Json;
using Likeness.Data.Transforms;
using Likeness.Models;
using Likeness.Training;

namespace Likeness.Runs;

/// <summary>A table to learn from.</summary>
internal sealed class TableLearningData(DataSource source, RunData data, DataTransform transform) : LearningData
{
    public override IExamples Train { get; } = new TableExamples(data.Train, transform);

    public override IExamples Validation { get; } = new TableExamples(data.Validation, transform);

    public override ModelSpace Space { get; } = ModelSpace.Create(transform, data.Train.RowCount);

    public override JsonElement Transform => transform.ToJson();

    public override DataRecord Describe() => data.Describe(source);

    public override RunSummary Summary(RunSummary summary) =>
        summary with
        {
            Data = data.Summary(transform),
            Transform = transform,
            TrainRows = data.Train.RowCount,
            HeldOutRows = data.HeldOut.RowCount,
            DroppedRows = data.DroppedRows,
        };

    /// <summary>A table of a new run.</summary>
    public static TableLearningData Fit(DataSource source, RunData data, ModelOptions options, Action<double> progress)
    {
        progress(0);
        return new(source, data, DataTransform.Fit(data.Train, options.ToTransformSettings(), data.All, progress));
    }

    /// <summary>The table of a run.</summary>
    public static TableLearningData FromRecord(RunRecord record) =>
        new(record.Data.Source, RunData.Load(record), DataTransform.FromJson(record.Transform));
}
