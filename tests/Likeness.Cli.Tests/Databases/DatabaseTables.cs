namespace Likeness.Cli.Tests.Databases;

/// <summary>The tables of the tests.</summary>
internal static class DatabaseTables
{
    /// <summary>Orders with a column of every kind, 300 rows; the same in another schema under an odd name; and an empty table.</summary>
    public const string Sql = """
        create type mood as enum ('sad', 'fair', 'happy');
        create table orders (
            id serial primary key, customer varchar(20), amount numeric(10,2), quantity smallint, ticket bigint, paid boolean, day date,
            made timestamp, sent timestamptz, took interval, opens time, code uuid, feeling mood, note text, ratio real, cash money);
        insert into orders (customer, amount, quantity, ticket, paid, day, made, sent, took, opens, code, feeling, note, ratio, cash)
        select 'CUST-' || i % 7, case when i % 11 = 0 then null else i * 0.25 end, 1 + i % 5, 9007199254740993 + i * 1000, i % 3 = 0,
            date '2024-01-01' + i % 30, timestamp '2024-01-01 10:00:00.123456' + i * interval '1 hour',
            timestamptz '2024-01-01 10:00+02' + i * interval '37 min', (i % 9) * interval '1 day 2:03:04.5',
            time '08:00' + (i % 600) * interval '1 min', md5(i::text)::uuid, (array['sad', 'fair', 'happy'])[1 + i % 3]::mood,
            md5(i::text) || repeat(' ha', i % 13) || E' a \t tab, a \\', i / 8.0, (i % 100)::numeric::money
        from generate_series(1, 300) i;
        create schema sales;
        create table sales."Odd.Name" as select quantity, paid, feeling from orders;
        create table nothing (a int, b text);
        grant select on orders to locked;
        """;

    /// <summary>The types of a table's columns, as <c>name type</c>.</summary>
    public static string TypesOf(string table) =>
        $"select string_agg(attname || ' ' || format_type(atttypid, atttypmod), ', ' order by attnum) from pg_attribute where attrelid = '{table}'::regclass and attnum > 0";
}
