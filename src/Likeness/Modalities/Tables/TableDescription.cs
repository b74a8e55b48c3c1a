using Likeness.Data;
using Likeness.Data.Transforms;
using Likeness.Figures;

namespace Likeness.Modalities.Tables;

/// <summary>The description of a table before training: its columns in the training rows.</summary>
internal static class TableDescription
{
    /// <summary>Describes the training rows.</summary>
    public static DataDescription Create(DataSplit<Table> data, DataTransform transform)
    {
        var summary = DataSummary.Compute(data.Train, transform);
        bool hasRemarks = summary.Columns.Any(column => column.Remarks.Count > 0);
        string[] headings = ["Column", "#From", "#To", "#Mean", "#Distinct", "Grid", "Transform"];
        return new DataDescription
        {
            Table = new DescriptionTable(
                hasRemarks ? [.. headings, "Remark"] : headings,
                [
                    .. summary.Columns.Zip(
                        transform.Columns,
                        (column, encoded) => (IReadOnlyList<string>)[.. Cells(column, encoded, hasRemarks)]
                    ),
                ]
            ),
            Remarks = [.. summary.Remarks, .. data.Remarks],
        };
    }

    private static IEnumerable<string> Cells(ColumnSummary column, ColumnTransform transform, bool hasRemarks)
    {
        yield return column.Name;
        yield return Numeral.Short(column.Minimum, 4);
        yield return Numeral.Short(column.Maximum, 4);
        yield return Numeral.Short(column.Mean, 4);
        yield return Numeral.Whole(column.Distinct);
        yield return ColumnDescription.DescribeGrid(column.Grid);
        yield return ColumnDescription.DescribeTransform(transform);
        if (hasRemarks)
        {
            yield return string.Join("; ", column.Remarks);
        }
    }
}
