using Likeness.Data;
using Likeness.Data.Kinds;

namespace Likeness.Tests.Data.Detection;

/// <summary>Formats of logs, of clocks and of other languages: cells are written as they were read.</summary>
public sealed class TimeFormatTests
{
    [Theory]
    [InlineData("06/May/2024:00:02:47 +0000|27/Sep/2024:23:45:57 +0000", "dd/MMM/yyyy:HH:mm:ss zzzz")]
    [InlineData("06/May/2024:00:02:47 +0200|27/Sep/2024:23:45:57 +0200", "dd/MMM/yyyy:HH:mm:ss zzzz")]
    [InlineData("20231104T173035Z|20240927T064557Z", "yyyyMMdd'T'HHmmss'Z'")]
    [InlineData("20231104T173035|20240927T064557", "yyyyMMdd'T'HHmmss")]
    [InlineData("20231104T1730|20240927T0645", "yyyyMMdd'T'HHmm")]
    [InlineData("04.11.2023 17:30 Uhr|27.09.2024 06:45 Uhr", "dd.MM.yyyy HH:mm 'Uhr'")]
    [InlineData("4.11.2023, 17:30:05 Uhr|27.9.2024, 06:45:00 Uhr", "d.M.yyyy, HH:mm:ss 'Uhr'")]
    [InlineData("4. November 2023|27. März 2024|1. Mai 2024|3. Dezember 2024", "[de]d. MMMM yyyy")]
    [InlineData("04. NOVEMBER 2023|27. MÄRZ 2024", "[de]dd. NNNN yyyy")]
    [InlineData("04. Nov. 2023|27. März 2024|01. Mai 2024|03. Dez. 2024", "[de-DE]dd. MMM yyyy")]
    [InlineData("04. Nov. 2023|27. Mär. 2024|01. Mai. 2024", "[de]dd. MMM. yyyy")]
    [InlineData("04-Okt-23|27-Dez-24|01-Mär-24", "[de]dd-MMM-yy")]
    [InlineData("Oktober 2023|Mai 2024|März 2024", "[de]MMMM yyyy")]
    [InlineData("4 novembre 2023|27 août 2024|1 mai 2024", "[fr]d MMMM yyyy")]
    [InlineData("4 nov. 2023|27 sept. 2024|1 mai 2024|2 déc. 2024", "[fr-FR]d MMM yyyy")]
    [InlineData("4 de noviembre de 2023|27 de agosto de 2024", "[es]d 'de' MMMM 'de' yyyy")]
    [InlineData("4 novembre 2023|27 agosto 2024", "[it]d MMMM yyyy")]
    [InlineData("4. November 2023 17:30|27. März 2024 06:45", "[de]d. MMMM yyyy HH:mm")]
    [InlineData("4 Nov 2023|27 Sep 2024", "d MMM yyyy")]
    [InlineData("04 November 2023|27 September 2024", "dd MMMM yyyy")]
    [InlineData("01/1/1980|12/1/1981", "MM/d/yyyy")]
    [InlineData("12/1/1980|01/1/1981", "MM/d/yyyy")]
    [InlineData("10/1/1980|12/25/1981", "M/d/yyyy")]
    [InlineData("5/01/2024|12/25/2024", "M/dd/yyyy")]
    [InlineData("04.1.2023|27.9.2024", "dd.M.yyyy")]
    [InlineData("4.01.2023 17:30|27.10.2024 06:45", "d.MM.yyyy HH:mm")]
    [InlineData("Thu Sep 15 18:27:21 2022|Mon Dec 05 06:45:00 2022", "ddd MMM dd HH:mm:ss yyyy")]
    [InlineData("Thu Sep 15 18:27:21 2022 +0200|Mon Dec 5 06:45:00 2022 +0200", "ddd MMM d HH:mm:ss yyyy zzzz")]
    [InlineData("Wed Aug 29 17:12:58 +0000 2018|Mon Dec 05 06:45:00 +0000 2022", "ddd MMM dd HH:mm:ss zzzz yyyy")]
    [InlineData("Thu Sep 15 18:27:21 UTC 2022|Mon Dec 05 06:45:00 UTC 2022", "ddd MMM dd HH:mm:ss 'UTC' yyyy")]
    [InlineData("Thu Sep 15 18:27:21 CEST 2022|Mon Jun 05 06:45:00 CEST 2023", "ddd MMM dd HH:mm:ss 'CEST' yyyy")]
    [InlineData("01/Jun/22 8:23 PM|27/Dec/22 12:01 AM", "dd/MMM/yy h:mm tt")] // as Jira writes it
    [InlineData("1/Jun/22 8:23 PM|27/Dec/22 12:01 AM", "d/MMM/yy h:mm tt")]
    [InlineData("2023-02-23 12:31:36 +0000 UTC|2023-03-01 00:00:00 +0000 UTC", "yyyy-MM-dd HH:mm:ss zzzz 'UTC'")]
    [InlineData("2023-02-23 12:31:36.5 +0100 CET|2023-03-01 00:00:00.25 +0100 CET", "yyyy-MM-dd HH:mm:ss.F zzzz 'CET'")]
    [InlineData(
        "Mon Jul 04 2022 19:58:55 GMT+0100|Tue Jan 11 2022 05:28:08 GMT+0100",
        "ddd MMM dd yyyy HH:mm:ss 'GMT'zzzz"
    )]
    [InlineData("Jul 04, 2022 at 07:58 PM|Jan 11, 2022 at 05:28 AM", "MMM dd, yyyy' at 'hh:mm tt")]
    [InlineData("July 4, 2022 at 7:58 PM|January 11, 2022 at 11:28 AM", "MMMM d, yyyy' at 'h:mm tt")]
    [InlineData("Monday, July 04, 2022|Tuesday, January 11, 2022", "dddd, MMMM dd, yyyy")]
    [InlineData("20220704-195855|20220111-052808", "yyyyMMdd'-'HHmmss")]
    [InlineData("2022-07-04_19-58-55|2022-01-11_05-28-08", "yyyy-MM-dd'_'HH-mm-ss")]
    [InlineData("[12/Oct/2026:08:11:02 +0000]|[13/Oct/2026:00:00:59 +0000]", "'['dd/MMM/yyyy:HH:mm:ss zzzz']'")]
    [InlineData("[2026-10-12T08:11:02Z]|[2026-10-13T00:00:59Z]", "'['yyyy-MM-ddTHH:mm:ss'Z'']'")]
    [InlineData("[12-Okt-2026 08:11]|[13-Mär-2026 00:00]", "[de]'['dd-MMM-yyyy HH:mm']'")]
    [InlineData("Nov  1 00:02:11|Nov 30 23:59:59|Feb 29 12:00:00", "MMM e HH:mm:ss")]
    [InlineData("Nov 11 00:02:11|Nov  1 00:02:11", "MMM e HH:mm:ss")]
    [InlineData("Nov 1 00:02|Nov 30 23:59", "MMM d HH:mm")]
    [InlineData("Nov 01 00:02:11.250|Dec 30 23:59:59.125", "MMM dd HH:mm:ss.fff")]
    [InlineData("Sun Apr 30 21:59:59 1916|Mon May  1 00:00:00 1916", "ddd MMM e HH:mm:ss yyyy")]
    [InlineData("Thu Jan  1 02:26:46 UTC 2026|Mon Jan 12 02:26:46 UTC 2026", "ddd MMM e HH:mm:ss 'UTC' yyyy")]
    [InlineData("Thu Jan  1 02:26:46 AM UTC 2026|Mon Jan 12 02:26:46 PM UTC 2026", "ddd MMM e hh:mm:ss tt 'UTC' yyyy")]
    [InlineData("2023-07-31 09:43:25 EST|2023-12-01 19:00:05 EST", "yyyy-MM-dd HH:mm:ss 'EST'")]
    [InlineData("07/31/2023 09:43 PST|12/01/2023 19:00 PST", "MM/dd/yyyy HH:mm 'PST'")]
    [InlineData("2023-07-31 09|2023-12-01 19", "yyyy-MM-dd HH")]
    [InlineData("2023-07-31T09|2023-12-01T19", "yyyy-MM-ddTHH")]
    [InlineData("20230731094325|20231201190005|20240229000000", "yyyyMMddHHmmss")]
    [InlineData("202307310943|202312011900|202402290000", "yyyyMMddHHmm")]
    [InlineData("1998Q4|2024Q1", "yyyy'Q'Q")]
    [InlineData("1998-Q4|2024-Q1", "yyyy-'Q'Q")]
    [InlineData("Q4 1998|Q1 2024", "'Q'Q yyyy")]
    [InlineData("4Q98|1Q24", "Q'Q'yy")]
    [InlineData("2020-W53|2021-W01|2024-W52", "yyyy-'W'ww")]
    [InlineData("2020W53|2021W01", "yyyy'W'ww")]
    [InlineData("2021-W9|2024-W52", "yyyy-'W'w")]
    [InlineData("1984M01|1997M12", "yyyy'M'MM")]
    [InlineData("1984m1|1997m12", "yyyy'm'M")]
    public void A_time_is_written_as_it_was(string cells, string format)
    {
        var table = Read(cells);
        Assert.Equal(format, Assert.IsType<TimeKind>(table.Columns[0].Kind).Format);
        Assert.Equal(cells, string.Join('|', table.ColumnValues(0).Select(table.Columns[0].Write)));
    }

    [Theory]
    [InlineData("yyyy'Q'Q", "2023Q3", "2023-07-01", "2023-09-30")]
    [InlineData("yyyy-'W'ww", "2020-W53", "2020-12-28", "2021-01-03")]
    [InlineData("yyyy-'W'ww", "2025-W01", "2024-12-30", "2025-01-05")]
    [InlineData("yy'W'ww", "20W53", "2020-12-28", "2021-01-03")]
    [InlineData("yyyy-MM", "2024-02", "2024-02-01", "2024-02-29")]
    public void APeriodIsItsFirstDay(string format, string text, string first, string last)
    {
        var kind = new TimeKind(format, IsDay: true);
        Assert.True(kind.TryRead(text, out double read));
        Assert.Equal(Seconds(first), read);
        Assert.Equal(text, kind.Write(Seconds(last)));
        Assert.Equal(read, kind.FirstOfPeriod(Seconds(last)));
        Assert.True(kind.IsOfPeriods);
        Assert.False(new TimeKind("yyyy-MM-dd", IsDay: true).IsOfPeriods);

        static double Seconds(string day) =>
            (DateTime.Parse(day, System.Globalization.CultureInfo.InvariantCulture) - DateTime.UnixEpoch).TotalSeconds;
    }

    [Theory]
    [InlineData("yyyy'Q'Q", "2023Q5")]
    [InlineData("yyyy'Q'Q", "2023Q0")]
    [InlineData("yyyy-'W'ww", "2021-W53")]
    [InlineData("yyyy-'W'ww", "2021-W00")]
    [InlineData("yyyy-'W'ww", "9999-W53")]
    [InlineData("yyyy'M'MM", "2021M13")]
    public void APeriodThatNoYearHasIsNone(string format, string text) =>
        Assert.False(new TimeKind(format, IsDay: true).TryRead(text, out _));

    [Theory]
    [InlineData("4521Q2|1003Q1|4711Q4")]
    [InlineData("2019Q2|2020Q7")]
    [InlineData("2019M13|2020M01")]
    [InlineData("2019AM1|2020AM2")]
    public void CodesAreNoPeriods(string cells) => Assert.IsNotType<TimeKind>(Read(cells).Columns[0].Kind);

    [Fact]
    public void EachMonthOfEachLanguageIsReadAgain()
    {
        foreach (string tag in MonthNames.Tags)
        {
            foreach (string format in (string[])["d. MMMM yyyy", "dd MMM yyyy", "d NNNN yyyy", "NNN-yy"])
            {
                var kind = new TimeKind(tag + format, IsDay: true);
                for (int month = 1; month <= 12; month++)
                {
                    double day = (new DateTime(2024, month, 1) - DateTime.UnixEpoch).TotalSeconds;
                    Assert.True(kind.TryRead(kind.Write(day), out double read), kind.Write(day));
                    Assert.Equal(day, read);
                }
            }
        }
    }

    [Theory]
    [InlineData("17h30|06h45", "hh'h'mm", 63_000)]
    [InlineData("17h30|6h45", "h'h'mm", 63_000)]
    [InlineData("17:30 Uhr|06:45 Uhr", "hh:mm 'Uhr'", 63_000)]
    [InlineData("17:30:10 Uhr|06:45:07 Uhr", "hh:mm:ss 'Uhr'", 63_010)]
    public void A_time_of_day_is_written_as_it_was(string cells, string format, double seconds)
    {
        var table = Read(cells);
        Assert.Equal(format, Assert.IsType<DurationKind>(table.Columns[0].Kind).Format);
        Assert.Equal(seconds, table[0, 0]);
        Assert.Equal(cells, string.Join('|', table.ColumnValues(0).Select(table.Columns[0].Write)));
    }

    [Fact]
    public void OclockIsNoZone()
    {
        Assert.False(((TimeKind)Read("04.11.2023 17:30 Uhr|27.09.2024 06:45 Uhr").Columns[0].Kind).HasZone);
        Assert.True(((TimeKind)Read("20231104T173035Z|20240927T064557Z").Columns[0].Kind).HasZone);
        Assert.True(((TimeKind)Read("06/May/2024:00:02:47 +0000|27/Sep/2024:23:45:57 +0000").Columns[0].Kind).HasZone);
    }

    [Theory]
    [InlineData("4 november 2023|27 mai 2024")]
    [InlineData("17h30|6h95")]
    [InlineData("17h30|6:45")]
    [InlineData("20231104T256035Z|20240927T064557Z")]
    [InlineData("4. November 2023|27. Marz 2024")]
    [InlineData("5h2|6h1")]
    public void OtherTextsAreCategories(string cells) => Assert.IsType<CategoryKind>(Read(cells).Columns[0].Kind);

    private static Table Read(string cells) =>
        KindDetectionTests.Read("name,b\n" + string.Concat(cells.Split('|').Select(cell => $"\"{cell}\",1.5\n"))).Table;
}
