using Likeness.Data;
using Likeness.Evaluation;

namespace Likeness.Modalities.Tables.Report;

/// <summary>The content of the sections of a report on a table.</summary>
/// <param name="Real">Real rows for the figures, in the data's units.</param>
/// <param name="Generated">Generated rows for the figures, in the data's units.</param>
/// <param name="Evaluation">The metrics and the novelty of the generated rows.</param>
internal sealed record TableReport(Table Real, Table Generated, EvaluationReport Evaluation);
